#!/bin/sh
# Takes back what provision.sh has done to a computer, as far as it can. Run as root. What it leaves: packages that
# came along with those it removes (apt-get autoremove), logs, and what a learner changed in other files.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
here=$(cd "$(dirname "$0")/.." && pwd)
lib=/var/lib/bridge-labs
quiet() { "$@" >/dev/null 2>&1 || :; }
sh "$here/host/clean.sh"

quiet docker image rm -f busybox:latest nginx:latest
quiet systemctl disable --now bridge-labs-images.service bridge-labs-internet.service bridge-labs-outside.service
quiet /usr/local/lib/bridge-labs/outside down
quiet ip link del eth1
for tree in "$here/files" "$here/host/files"; do
  (cd "$tree" && find . -type f) | while read -r path; do
    grep -qxF "${path#.}" "$lib/before/paths" || rm -f "${path#.}"
  done
done
if [ -s "$lib/before/bridge" ]; then
  cat "$lib/before/bridge" >/proc/sys/net/bridge/bridge-nf-call-iptables
elif [ -e "$lib/before/bridge" ]; then
  quiet modprobe -r br_netfilter
fi
rm -rf /usr/local/lib/bridge-labs /usr/local/share/bridge-labs /etc/sudoers.d/bridge-labs /run/bridge-labs.mark
sed -i '/^192\.168\.99\.100 machine$/d; /^192\.168\.99\.1 host2$/d; /^203\.0\.113\.10 internet$/d' /etc/hosts
systemctl daemon-reload
# shellcheck disable=SC2046 # a list of words
[ ! -s "$lib/packages" ] || quiet apt-get purge -y -qq $(cat "$lib/packages")
quiet systemctl reload ssh.service
if [ -s "$lib/before/user" ]; then
  keys=$(getent passwd learner | cut -d: -f6)/.ssh/authorized_keys
  [ ! -s "$lib/key" ] || [ ! -e "$keys" ] || { grep -vxF -f "$lib/key" "$keys" >"$keys.new"; cat "$keys.new" >"$keys"; rm -f "$keys.new"; }
else
  quiet userdel --force --remove learner
fi
rm -rf "$lib"
echo removed
