#!/bin/sh
# The tests that take too long for every change: npm run test:slow. Installs what they take, as root.
set -eu
cd "$(dirname "$0")/../.."
packages='vagrant vagrant-libvirt libvirt-daemon libvirt-daemon-system libvirt-clients libvirt-daemon-driver-qemu dnsmasq-base syslinux syslinux-common mtools dosfstools fdisk openssh-client iproute2 qemu-system-arm qemu-user-static binfmt-support arch-test'
for package in $packages; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing=yes
done
if [ -n "${missing:-}" ]; then
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y -qq --no-install-recommends $packages
fi
slow() { npx vitest run --config vitest.slow.config.ts "$@"; }
# libvirt may get a network namespace of its own, which leads to no mirror: what fetches packages comes before.
slow test/slow/cloud.test.ts test/slow/arm64.test.ts test/slow/debian.test.ts "$@"
# Every picture of every lab, on a machine that has done what is before it.
node dist/labs.js author pictures --check --yes
exec sh scripts/with-libvirt.sh npx vitest run --config vitest.slow.config.ts test/slow/vagrant.test.ts "$@"
