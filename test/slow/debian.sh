#!/bin/sh
# Makes somebody's computer with another Debian: a disk, a kernel and an initrd in WORK, which knows nothing of bridge-labs but the packages.
#
#   debian.sh SUITE WORK MACHINE KEY.pub SOURCE...      as root; MACHINE: the folder machine/; SOURCE: sources.list(5), a line each
#
# The packages of packages.txt are in it, and the container images are made, as the guest itself reaches no mirror. Settings of the
# kernel are those that Ubuntu has and Debian has not.
set -eu
suite=$1 work=$2 machine=$3 key=$4
shift 4
cd "$work"
PATH=$PATH:/usr/sbin:/sbin
listed=$(sed '/^#/d' "$machine/packages.txt" | tr '\n' ,)
# Part of docker.io there.
[ "$suite" != bookworm ] || listed=$(echo "$listed" | sed 's/,docker-cli,/,/')
mkdir -p extra
cat >extra/wired.network <<'NETWORK'
[Match]
Name=en*
[Network]
DHCP=yes
NETWORK
cat >extra/10-network-security.conf <<'SYSCTL'
net.ipv4.conf.default.rp_filter=2
net.ipv4.conf.all.rp_filter=2
SYSCTL
cat >extra/ready.service <<'UNIT'
[Unit]
After=ssh.service systemd-networkd-wait-online.service docker.service
Wants=systemd-networkd-wait-online.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'echo ssh-is-up >/dev/ttyS0'
[Install]
WantedBy=multi-user.target
UNIT
mmdebstrap --mode=root --variant=apt --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Check-Valid-Until "false"' --dpkgopt=force-unsafe-io \
  --include="$listed"'linux-image-cloud-amd64,initramfs-tools,systemd-sysv,udev,dbus,openssh-server,e2fsprogs,kmod' \
  --customize-hook='mkdir -p "$1/root/.ssh"' \
  --customize-hook="upload $key /root/.ssh/authorized_keys" \
  --customize-hook='upload extra/wired.network /etc/systemd/network/wired.network' \
  --customize-hook='upload extra/ready.service /etc/systemd/system/ready.service' \
  --customize-hook='upload extra/10-network-security.conf /etc/sysctl.d/10-network-security.conf' \
  --customize-hook='chroot "$1" systemctl enable systemd-networkd ssh ready' \
  --customize-hook='echo "LABEL=debian / ext4 rw 0 1" >"$1/etc/fstab"; echo somebody >"$1/etc/hostname"' \
  --customize-hook="upload $machine/make-images.sh /tmp/make-images.sh" \
  --customize-hook='chroot "$1" sh /tmp/make-images.sh /usr/local/share/bridge-labs/images' \
  --customize-hook='cp -r "$1/usr/local/share/bridge-labs/images" "$1/root/images"' \
  "$suite" root "$@"
cp -L root/boot/vmlinuz-* vmlinuz
cp -L root/boot/initrd.img-* initrd
mke2fs -q -F -t ext4 -L debian -d root root.ext4 4000M
rm -rf --one-file-system root
qemu-img convert -f raw -O qcow2 root.ext4 disk.qcow2
rm root.ext4
