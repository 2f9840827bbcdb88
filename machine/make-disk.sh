#!/bin/sh
# Turns ROOT, the root file system that mmdebstrap is about to throw away, into what a machine boots
# from: ROOT/run/out/{disk.qcow2,vmlinuz,initrd}. Usage, as an mmdebstrap hook: make-disk.sh ROOT MEBIBYTES
#
# /proc, /sys and /dev are still mounted in ROOT then: a bind mount that does not follow them shows
# what lies below, and its own mount namespace takes it away again, whatever happens.
set -eu
root=$1 size=$2
if [ "${3:-}" != in-namespace ]; then
  exec unshare --mount -- "$0" "$root" "$size" in-namespace
fi
mkdir "$root/run/out"
cp -L "$root"/boot/vmlinuz-* "$root/run/out/vmlinuz"
cp -L "$root"/boot/initrd.img-* "$root/run/out/initrd"
# The machine is booted with these from outside; its own disk needs no second copy.
rm -rf "$root"/boot/* "$root"/initrd.img* "$root"/vmlinuz* "$root"/var/lib/apt/lists/* \
  "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb "$root"/var/log/*.log "$root"/tmp/machine

view=$root.view
mkdir "$view"
mount --bind "$root" "$view"
mount -t tmpfs tmpfs "$view/run/out"
mke2fs -q -F -t ext4 -L bridge-labs -E lazy_itable_init=1,lazy_journal_init=1 \
  -d "$view" "$root/run/out/disk.ext4" "${size}M"
umount "$view/run/out"
umount "$view"
rmdir "$view"
qemu-img convert -c -o compression_type=zstd -f raw -O qcow2 "$root/run/out/disk.ext4" "$root/run/out/disk.qcow2"
rm "$root/run/out/disk.ext4"
