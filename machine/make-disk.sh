#!/bin/sh
# Writes ROOT, a root file system that mmdebstrap is about to throw away, as an ext4 disk:
# make-disk.sh ROOT DISK SIZE. Runs as an mmdebstrap hook, so /proc, /sys and /dev are still
# mounted in ROOT: a bind mount that does not follow them shows what lies below.
set -eu
root=$1 disk=$2 size=$3
if [ "${4:-}" != in-namespace ]; then
  exec unshare --mount -- "$0" "$root" "$disk" "$size" in-namespace
fi
view=$root.view
mkdir "$view"
trap 'umount "$view"; rmdir "$view"' EXIT
mount --bind "$root" "$view"
mke2fs -q -F -t ext4 -L bridge-labs -E lazy_itable_init=1,lazy_journal_init=1 -d "$view" "$disk" "$size"
