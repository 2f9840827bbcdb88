#!/bin/sh
# Takes a lab machine back to how provision.sh left it, without a reboot: containers, networks, links, namespaces,
# addresses, routes and rules that somebody made are gone, and what they removed is there again. Run as root.
# What it cannot know of: other files that were changed, and packages that were installed.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C.UTF-8
before=/var/lib/bridge-labs/before after=/var/lib/bridge-labs/after
[ -d "$after" ] || { echo 'clean: this is no lab machine' >&2; exit 1; }
exec </dev/null
. "$(dirname "$0")/state.sh"
quiet() { "$@" >/dev/null 2>&1 || :; }
had() { grep -qxF -- "$1" "$before/$2"; }

# Processes that the learner started, also by sudo; not those that this very script hangs on.
mine=" $$ "
pid=$$
while [ "$pid" -gt 1 ]; do
  while read -r name value; do [ "$name" = PPid: ] && pid=$value; done <"/proc/$pid/status"
  mine="$mine$pid "
done
for pid in $(pgrep -u learner) $(grep -lsz '^SUDO_USER=learner$' /proc/[0-9]*/environ | cut -d/ -f3); do
  case $mine in *" $pid "*) ;; *) quiet kill -KILL "$pid" ;; esac
done

# Docker's things, by Docker itself; it may have been stopped, halted or killed.
docker_is_well || {
  quiet systemctl kill --signal=CONT docker.service
  docker_is_well || { quiet systemctl reset-failed docker.service docker.socket; quiet timeout 90 systemctl restart docker.service; }
}
for id in $(docker_api 'http://docker/containers/json?all=1' | jq -r '.[].Id'); do
  docker_api -X DELETE "http://docker/containers/$id?force=1&v=1"
done
for id in $(docker_api http://docker/networks | jq -r '.[] | select(.Name != "bridge" and .Name != "host" and .Name != "none").Id'); do
  docker_api -X DELETE "http://docker/networks/$id"
done
for name in $(docker_api http://docker/volumes | jq -r '.Volumes[]?.Name'); do
  docker_api -X DELETE "http://docker/volumes/$name?force=1"
done

# Namespaces of the learner's; a real network card in one comes back with its end.
for name in $(ls /run/netns 2>/dev/null); do
  case $name in host2 | internet) continue ;; esac
  for pid in $(ip netns pids "$name" 2>/dev/null); do quiet kill -KILL "$pid"; done
  quiet ip netns del "$name"
done
for path in /sys/class/net/*; do
  link=${path##*/}
  case $link in lo | docker0 | eth1) continue ;; esac
  had "$link" links || case $(readlink -f "$path") in
    */virtual/*) quiet ip link del "$link" ;;
  esac
done
if ! outside_now | cmp -s - "$after/outside"; then
  quiet timeout 30 systemctl stop bridge-labs-internet.service bridge-labs-outside.service
  quiet /usr/local/lib/bridge-labs/outside down
  quiet ip link del eth1
fi

# Addresses, state and routes of the links that stay.
ip -o addr show | awk '$3 ~ /^inet/ { print $2, $3, $4 }' | while read -r link family address; do
  case $link-$address in
    docker0-172.17.0.1/16 | eth1-192.168.99.100/24 | lo-* | *-fe80:*) continue ;;
  esac
  had "$link $family $address" addresses || quiet ip addr del "$address" dev "$link"
done
while read -r link; do
  case $(readlink -f "/sys/class/net/$link") in */virtual/* | '') continue ;; esac
  quiet ip link set dev "$link" nomaster
  quiet ip link set dev "$link" up
done <"$before/links"
quiet ip link set dev docker0 nomaster
quiet ip link set dev docker0 up
while read -r link family address; do
  ip -o addr show dev "$link" 2>/dev/null | grep -qF " $address " || quiet ip addr add "$address" dev "$link"
done <"$before/addresses"
ip -4 route show | while read -r route; do
  case $route in *' dev docker0 '* | 203.0.113.0/24*' dev eth1'* | 192.168.99.0/24*' dev eth1'*) continue ;; esac
  had "$route" routes || quiet ip route del ${route%% linkdown*}
done
while read -r route; do
  case $route in *' dev docker0 '* | *' dev eth1'*) continue ;; esac
  ip -4 route show | grep -qxF -- "$route" || quiet ip route add ${route%% linkdown*}
done <"$before/routes"
ip rule show | while read -r rule; do had "$rule" rules || quiet ip rule del ${rule#*:}; done
while read -r key value; do
  # Docker forwards, whatever it was before.
  [ "$key" = ip_forward ] && value=1
  echo "$value" >"/proc/sys/net/ipv4/$key"
done <"$before/sysctl"
quiet sysctl -w net.bridge.bridge-nf-call-iptables=1

# Rules. Docker's own are among those of after.
for family in iptables ip6tables; do
  rules $family | cmp -s - "$after/$family" || {
    for table in filter nat mangle raw; do
      quiet $family -w -t $table -F
      quiet $family -w -t $table -X
    done
    quiet $family-restore -w 10 <"$after/$family"
  }
done
if command -v nft >/dev/null; then
  nft list tables | while read -r table; do
    case ${table##* } in filter | nat | mangle | raw | security) continue ;; esac
    had "$table" tables || quiet nft delete $table
  done
fi

# Files that the course's steps make.
for path in /etc/cni /opt/cni /var/lib/cni /etc/docker/plugins; do had "$path" paths || rm -rf "$path"; done
rm -rf /run/docker/plugins /run/bridge-labs-callers.log
find /tmp /var/tmp -xdev -mindepth 1 -user learner -prune -exec rm -rf {} + 2>/dev/null
if [ ! -s "$before/user" ]; then
  find /home/learner -mindepth 1 -maxdepth 1 ! -name .ssh ! -name .bashrc ! -name .profile ! -name .bash_logout -exec rm -rf {} +
fi

systemctl start bridge-labs-outside.service docker.service bridge-labs-internet.service bridge-labs-images.service || exit 1
# Without its images, or its bridge, Docker has to be told.
docker_is_well || timeout 90 systemctl restart docker.service
for image in busybox nginx; do
  docker_api "http://docker/images/$image:latest/json" >/dev/null || { systemctl restart bridge-labs-images.service || exit 1; }
done
: >/run/bridge-labs.mark
