#!/bin/sh
# Runs a command where libvirt answers: with-libvirt.sh COMMAND WORD... Where nobody has started it (no systemd), it is started
# as root for that command, in a network namespace of its own, so that its bridge is nobody else's, and ended with it.
set -eu
if virsh -c qemu:///system version >/dev/null 2>&1; then
  exec "$@"
fi
exec unshare --net sh -euc '
ip link set lo up
pids=$(mktemp -d)
virtlogd -d -p "$pids/virtlogd"
libvirtd -d -p "$pids/libvirtd"
# Their files end without a newline.
trap "kill \$(cat \"$pids/libvirtd\") \$(cat \"$pids/virtlogd\"); rm -r \"$pids\"" EXIT
"$@"
' sh "$@"
