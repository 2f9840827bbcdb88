#!/bin/sh
# Parts of the other scripts here, which read it in: what the rules and the outside world are now, in a comparable form.

# iptables or ip6tables, without what only counts.
rules() {
  command -v "$1-save" >/dev/null || return 0
  "$1-save" 2>/dev/null | sed -e '/^#/d' -e 's/\[[0-9]*:[0-9]*\]/[0:0]/'
}

# Hardware addresses and indexes differ each time it is made.
outside_now() {
  for name in host2 internet; do
    echo "$name $(ip netns exec "$name" cat /proc/sys/net/ipv4/ip_forward 2>&1)"
    ip -n "$name" -o -4 addr show 2>&1 | awk '{ print $2, $4 }'
    ip -n "$name" -4 route show 2>&1
    ip netns exec "$name" iptables-save 2>/dev/null | sed -e '/^#/d' -e 's/\[[0-9]*:[0-9]*\]/[0:0]/' -e '/^[*:]/d; /^COMMIT/d'
  done
  ip -o -4 addr show dev eth1 2>&1 | awk '{ print $2, $4 }'
  pgrep -f 'busybox httpd -f -p 203[.]0[.]113[.]10:80' >/dev/null && echo serves
}

# Docker's own answer, without its command, which takes a slow computer seconds.
docker_api() { curl -fsS -m 60 --unix-socket /run/docker.sock "$@" 2>/dev/null; }
docker_is_well() {
  [ "$(docker_api -m 5 http://docker/_ping)" = OK ] && ip -o -4 addr show dev docker0 2>/dev/null | grep -q inet
}
