#!/bin/sh
# Run once in a machine that has just booted, before its first checkpoint is taken: sees that all of it
# is there, and touches what a learner's first minute touches, so that the checkpoint has it in memory.
# Prints `ready`; anything else is the reason why the machine is not.
set -u
export LC_ALL=C.UTF-8

# Not --wait: asked before D-Bus is up, it never hears the end.
while state=$(systemctl is-system-running 2>/dev/null || true); do
  case $state in
    running | degraded | maintenance | stopping) break ;;
  esac
  sleep 1
done
if [ "$state" != running ]; then
  echo "systemd: $state"
  systemctl --failed --no-legend --plain
  exit 1
fi
need() {
  "$@" >/dev/null 2>&1 || {
    echo "failed: $*"
    exit 1
  }
}
need docker image inspect busybox nginx
need curl -fsS -m 10 http://203.0.113.10
need host2 ping -c 1 -W 5 192.168.99.100
need ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub
need docker run --rm busybox true

# Out goes what only the boot needed, in comes what a learner needs.
sync
echo 3 >/proc/sys/vm/drop_caches
need docker ps
need su - learner -c 'sudo -n true; ip -d -j addr; bridge link'
need sh -c 'iptables-save; ip -d -j addr; ip -j route; nsenter --net=/run/netns/host2 ip -j addr; stat /; ping -c 1 127.0.0.1; timeout 1 true'
need curl -fsS --unix-socket /run/docker.sock http://docker/networks
ssh -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null learner@127.0.0.1 true >/dev/null 2>&1
journalctl --rotate --quiet
journalctl --vacuum-size=1K --quiet
sync
echo ready
