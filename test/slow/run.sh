#!/bin/sh
# The tests that take too long for every change: npm run test:slow. Installs what they take, as root, and runs them in a
# network namespace of their own, so that libvirt's bridge is nobody else's.
set -eu
cd "$(dirname "$0")/../.."
packages='vagrant vagrant-libvirt libvirt-daemon libvirt-daemon-system libvirt-clients libvirt-daemon-driver-qemu dnsmasq-base syslinux syslinux-common mtools dosfstools fdisk openssh-client iproute2'
for package in $packages; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing=yes
done
if [ -n "${missing:-}" ]; then
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y -qq --no-install-recommends $packages
fi
if virsh -c qemu:///system version >/dev/null 2>&1; then
  exec npx vitest run --config vitest.slow.config.ts "$@"
fi
# Nobody has started libvirt (no systemd): it is started for these tests, and ended with them.
exec unshare --net sh -euc '
ip link set lo up
pids=$(mktemp -d)
virtlogd -d -p "$pids/virtlogd"
libvirtd -d -p "$pids/libvirtd"
trap "kill \$(cat \"$pids/libvirtd\" \"$pids/virtlogd\"); rm -r \"$pids\"" EXIT
npx vitest run --config vitest.slow.config.ts "$@"
' sh "$@"
