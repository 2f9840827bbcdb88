#!/bin/sh
# What a computer is, and what provision.sh would change on it: `facts.sh PACKAGE...` prints NAME=VALUE lines, and
# changes nothing. Run as root.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
say() { printf '%s=%s\n' "$1" "$2"; }
yes() { "$@" >/dev/null 2>&1 && echo yes || echo no; }
system=$(. /etc/os-release 2>/dev/null && echo "$PRETTY_NAME")
say system "${system:-$(uname -sr)}"
say boot "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
say machine "$(cat /etc/machine-id 2>/dev/null)"
say apt "$(yes command -v apt-get)"
say systemd "$(yes test -d /run/systemd/system)"
say user "$(yes id learner)"
say docker_config "$(yes test -e /etc/docker/daemon.json)"
# Ours is one end of a veth; any other eth1 is the computer's own.
eth1=none
if [ -e /sys/class/net/eth1 ]; then
  eth1=own
  ip -d link show eth1 2>/dev/null | grep -qw veth && eth1=veth
fi
say eth1 "$eth1"
say set_up "$(yes test -e /var/lib/bridge-labs/set-up)"
say mark "$(yes test -e /run/bridge-labs.mark)"
missing=
installed=" $(dpkg-query -W -f '${Package}=${db:Status-Status} ' "$@" 2>/dev/null)"
for package; do
  case $installed in *" $package=installed "*) continue ;; esac
  case $package in
    # Before Debian 13 and on Ubuntu docker.io brings the command itself; Docker's own packages bring both.
    docker.io) command -v dockerd >/dev/null && continue ;;
    docker-cli) command -v docker >/dev/null && continue ;;
  esac
  missing="$missing $package"
done
say missing "${missing# }"
