#!/bin/sh
# Takes a lab machine back to how provision.sh left it, without a reboot: containers, networks, links, namespaces,
# addresses, routes and rules that somebody made are gone, and what they removed is there again. Run as root.
# What it cannot know of: other files that were changed, and packages that were installed.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C.UTF-8
before=/var/lib/bridge-labs/before
[ -d "$before" ] || { echo "clean: this is no lab machine" >&2; exit 1; }
exec </dev/null
quiet() { "$@" >/dev/null 2>&1 || :; }
had() { grep -qxF -- "$1" "$before/$2"; }

# Processes that the learner started, also by sudo; not those that this very script hangs on.
mine=" $$ "
pid=$$
while [ "$pid" -gt 1 ]; do
  pid=$(awk '/^PPid:/ { print $2 }' "/proc/$pid/status")
  mine="$mine$pid "
done
for folder in /proc/[0-9]*; do
  pid=${folder#/proc/}
  case $mine in *" $pid "*) continue ;; esac
  if [ "$(stat -c %U "$folder" 2>/dev/null)" = learner ] ||
    tr '\0' '\n' 2>/dev/null <"$folder/environ" | grep -qx 'SUDO_USER=learner'; then
    quiet kill -KILL "$pid"
  fi
done

# Docker's things, by Docker itself; it may have been stopped, halted or killed.
quiet systemctl kill --signal=CONT docker.service
timeout 10 docker info >/dev/null 2>&1 || quiet timeout 60 systemctl restart docker.service
containers=$(docker ps -aq)
[ -z "$containers" ] || quiet docker rm -f $containers
quiet docker network prune -f
quiet docker volume prune -af
quiet timeout 60 systemctl stop docker.socket docker.service bridge-labs-internet.service
quiet timeout 30 systemctl stop bridge-labs-outside.service

# Namespaces; a real network card in one comes back with its end.
for name in $(ip netns list | awk '{ print $1 }'); do
  for pid in $(ip netns pids "$name" 2>/dev/null); do quiet kill -KILL "$pid"; done
  quiet ip netns del "$name"
done
for path in /sys/class/net/*; do
  link=${path##*/}
  had "$link" links || [ "$link" = lo ] || case $(readlink -f "$path") in
    */virtual/*) quiet ip link del "$link" ;;
  esac
done

# Rules: all gone but those of before.
for family in iptables ip6tables; do
  for table in filter nat mangle raw; do
    quiet $family -w -t $table -F
    quiet $family -w -t $table -X
  done
  for chain in INPUT FORWARD OUTPUT; do quiet $family -w -P $chain ACCEPT; done
  [ ! -s "$before/$family" ] || $family-restore <"$before/$family" >/dev/null 2>&1 || :
done
if command -v nft >/dev/null; then
  nft list tables | while read -r table; do
    case ${table##* } in filter | nat | mangle | raw | security) continue ;; esac
    had "$table" tables || quiet nft delete $table
  done
fi

# Addresses and routes of the links that stay.
while read -r link family address; do
  ip -o addr show dev "$link" 2>/dev/null | grep -qF " $address " || quiet ip addr add "$address" dev "$link"
done <"$before/addresses"
ip -o addr show | awk '$3 ~ /^inet/ { print $2, $3, $4 }' | while read -r link family address; do
  [ "$link" = docker0 ] || [ "$link" = eth1 ] || had "$link $family $address" addresses ||
    case $address in fe80:*) ;; *) quiet ip addr del "$address" dev "$link" ;; esac
done
while read -r link; do
  case $(readlink -f "/sys/class/net/$link") in */virtual/*) continue ;; esac
  quiet ip link set dev "$link" nomaster
  quiet ip link set dev "$link" up
done <"$before/links"
ip -4 route show | while read -r route; do had "$route" routes || quiet ip route del $route; done
while read -r route; do
  ip -4 route show | grep -qxF -- "$route" || quiet ip route add ${route%% linkdown*}
done <"$before/routes"
ip rule show | while read -r rule; do had "$rule" rules || quiet ip rule del ${rule#*:}; done
while read -r key value; do echo "$value" >"/proc/sys/net/ipv4/$key"; done <"$before/sysctl"

# Files that the course's steps make.
for path in /etc/cni /opt/cni /var/lib/cni /etc/docker/plugins; do had "$path" paths || rm -rf "$path"; done
rm -rf /run/docker/plugins /run/bridge-labs-callers.log
find /tmp /var/tmp -xdev -mindepth 1 -user learner -prune -exec rm -rf {} + 2>/dev/null
if [ ! -s "$before/user" ]; then
  find /home/learner -mindepth 1 -maxdepth 1 ! -name .ssh ! -name .bashrc ! -name .profile ! -name .bash_logout -exec rm -rf {} +
fi

systemctl daemon-reload
quiet systemctl reset-failed docker.service docker.socket
systemctl start bridge-labs-outside.service docker.service bridge-labs-internet.service bridge-labs-images.service || exit 1
: >/run/bridge-labs.mark
