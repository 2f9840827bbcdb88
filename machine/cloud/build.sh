#!/bin/sh
# Run as root by cloud-init in a Debian that was booted to build an image (src/machines/qemu/image/cloud/): gets mmdebstrap,
# runs it, and leaves what it made as a tar on the disk `out`. Switches the computer off, whatever happens.
#
#   build.sh MIRROR WORD...     MIRROR: sources.list(5), lines; WORD: mmdebstrap's arguments
#
# What it says goes to the port `bridge-labs`; its last line is `bridge-labs-build: STATUS`.
set -u
exec >/dev/virtio-ports/bridge-labs 2>&1 </dev/null
here=$(cd "$(dirname "$0")/.." && pwd)
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root
# The one way out that this computer has, and it leads to Debian's archives only.
export http_proxy=http://10.0.2.100:3128 https_proxy=http://10.0.2.100:3128
scratch=/var/tmp/bridge-labs
out=/dev/disk/by-id/virtio-out

build() {
  mirror=$1
  shift
  udevadm settle
  mkdir -p "$scratch" &&
    mkfs.ext4 -q -F /dev/disk/by-id/virtio-scratch &&
    mount -o noatime /dev/disk/by-id/virtio-scratch "$scratch" &&
    mkdir "$scratch/tmp" "$scratch/work" &&
    printf '%s\n' "$mirror" >"$scratch/sources.list" || return
  # Its own sources may name servers that cannot be reached from here.
  apt() { apt-get -q -o Dir::Etc::SourceList="$scratch/sources.list" -o Dir::Etc::SourceParts=/dev/null "$@"; }
  apt update && apt install -y --no-install-recommends mmdebstrap qemu-utils e2fsprogs || return
  cp -R "$here" "$scratch/work/machine" &&
    cd "$scratch/work" &&
    TMPDIR=$scratch/tmp mmdebstrap "$@" &&
    tar -cf "$out" disk.qcow2 vmlinuz initrd &&
    sync
}

build "$@"
echo "bridge-labs-build: $?"
sync
systemctl poweroff || poweroff -f
