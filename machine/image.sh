#!/bin/sh
# What only the qemu image needs, run by provision.sh --image inside its root file system: names,
# network, a console for the runner, and a boot without what a lab machine has no use for.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp -RT "$here/image" /

echo bridge-labs >/etc/hostname
grep -q bridge-labs /etc/hosts || printf '127.0.0.1 localhost\n::1 localhost\n127.0.1.1 bridge-labs\n' >>/etc/hosts
printf '/dev/vda / ext4 rw,noatime 0 1\n' >/etc/fstab
# No name server answers here (the machine is offline): fail at once instead of after ten seconds.
printf 'options timeout:1 attempts:1\nnameserver 127.0.0.1\n' >/etc/resolv.conf
# Every image is a new machine: identity is made at its first boot.
: >/etc/machine-id
rm -f /etc/ssh/ssh_host_*
usermod --password '*' root
install -d -m 0700 /root/.ssh
install -d -m 0700 -o learner -g learner /home/learner/.ssh

# Docker makes its own profile; loading a hundred others would only make the boot longer.
find /etc/apparmor.d -maxdepth 1 -type f -delete
# The image is up to date: no rebuilding of caches at the first boot (systemd-update-done.service(8)).
touch /etc/.updated /var/.updated

systemctl enable --quiet systemd-networkd.service bridge-labs-console.service bridge-labs-keys.service ssh.service
systemctl mask --quiet apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  e2scrub_reap.service fstrim.timer getty@tty1.service serial-getty@ttyS0.service serial-getty@hvc0.service systemd-timesyncd.service \
  systemd-networkd-wait-online.service systemd-pstore.service man-db.timer logrotate.timer \
  systemd-firstboot.service systemd-boot-random-seed.service sys-kernel-tracing.mount \
  systemd-journal-flush.service systemd-hwdb-update.service
