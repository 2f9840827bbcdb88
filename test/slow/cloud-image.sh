#!/bin/sh
# Makes what Debian publishes as its genericcloud image, as far as a build by cloud-init can tell: a bootable disk with a
# partition table, a boot loader, Debian's cloud kernel, netplan and cloud-init, which knows nothing of bridge-labs.
#
#   cloud-image.sh WORK OUT.qcow2 SOURCE...      as root; SOURCE: sources.list(5), a line each
#
# Other than Debian's: SYSLINUX on a FAT partition instead of GRUB, which wants a block device to be installed on.
set -eu
work=$1 out=$2
shift 2
root=$work/root
PATH=$PATH:/usr/sbin:/sbin
packages='linux-image-cloud-amd64 initramfs-tools systemd-sysv systemd-timesyncd udev dbus netplan.io cloud-init cloud-guest-utils e2fsprogs openssh-server sudo ca-certificates iproute2 python3 tar gzip'
mmdebstrap --mode=root --variant=apt --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io \
  --include="$(echo "$packages" | tr ' ' ,)" trixie "$root" "$@"
printf 'LABEL=cloudroot / ext4 rw 0 1\n' >"$root/etc/fstab"
: >"$root/etc/machine-id"
# Where Debian's own has its mirror; nothing here can reach it, and the build must not need it.
printf 'deb http://cloud.invalid/debian trixie main\n' >"$root/etc/apt/sources.list"
cp -L "$root"/boot/vmlinuz-* "$work/vmlinuz"
cp -L "$root"/boot/initrd.img-* "$work/initrd"
mke2fs -q -F -t ext4 -L cloudroot -d "$root" "$work/root.ext4" 3000M
rm -rf --one-file-system "$root"

cat >"$work/syslinux.cfg" <<'CONF'
DEFAULT linux
PROMPT 0
TIMEOUT 1
LABEL linux
  KERNEL vmlinuz
  INITRD initrd
  APPEND root=LABEL=cloudroot ro console=tty0 console=ttyS0,115200
CONF
truncate -s 95M "$work/boot.fat"
mkfs.vfat -n BOOT "$work/boot.fat" >/dev/null
for file in vmlinuz initrd syslinux.cfg; do mcopy -i "$work/boot.fat" "$work/$file" "::$file"; done
syslinux --install "$work/boot.fat"
truncate -s 3100M "$work/disk.raw"
printf 'label: dos\nstart=1MiB, size=95MiB, type=c, bootable\nstart=96MiB, type=83\n' | sfdisk --quiet "$work/disk.raw"
put() { dd if="$1" of="$work/disk.raw" bs="$2" seek="$3" count="${4:-99999}" conv=notrunc,sparse status=none; }
put "$work/boot.fat" 1M 1
put "$work/root.ext4" 1M 96
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$work/disk.raw" bs=440 count=1 conv=notrunc status=none
qemu-img convert -f raw -O qcow2 "$work/disk.raw" "$out"
rm "$work/disk.raw" "$work/boot.fat" "$work/root.ext4" "$work/vmlinuz" "$work/initrd" "$work/syslinux.cfg"
