#!/bin/sh
# Makes a lab machine of a Debian or Ubuntu system. Idempotent: run it again after a change.
#
#   provision.sh              on a running host, as root (Vagrant, any SSH host); host/remove.sh takes it back
#   provision.sh --image      inside the root file system of an image that is being built
#
# Environment: LAB_USER, the learner's account (default: learner); LAB_KEY, a public key that opens it.
# Where all packages are there already, it needs no network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
image=no
[ "${1:-}" = --image ] && image=yes
LAB_USER=${LAB_USER:-learner}
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

say() { printf 'provision: %s\n' "$*" >&2; }

[ "$(id -u)" = 0 ] || { say 'this must run as root'; exit 1; }

# Elsewhere than in an image there was something before, and may be wanted back.
if [ "$image" = no ]; then
  command -v ip >/dev/null || { say 'iproute2 is missing'; exit 1; }
  say 'noting how it was before'
  sh "$here/host/before.sh"
fi
lib=/var/lib/bridge-labs

# Packages -------------------------------------------------------------------------------------
# shellcheck disable=SC2046 # a list of words
missing=$(sh "$here/host/facts.sh" $(sed '/^#/d' "$here/packages.txt") | sed -n 's/^missing=//p')
if [ -n "$missing" ]; then
  say "installing $missing"
  apt-get update -qq
  # Before Debian 13 and on Ubuntu there is no such package: docker.io brings the command.
  apt-cache show docker-cli >/dev/null 2>&1 || missing=$(echo " $missing " | sed 's/ docker-cli / /')
  # shellcheck disable=SC2086
  apt-get install -y -qq -o DPkg::Lock::Timeout=120 --no-install-recommends $missing
  [ "$image" = yes ] || printf '%s\n' $missing >>"$lib/packages"
fi

# Before anything else is changed: a kernel without it can't show what labs 9, 10 and 12 are about.
if [ "$image" = no ] && ! [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; then
  modprobe br_netfilter || { say 'this kernel has no module br_netfilter'; exit 1; }
fi

# The learner ----------------------------------------------------------------------------------
if ! id "$LAB_USER" >/dev/null 2>&1; then
  say "adding the user $LAB_USER"
  useradd --create-home --shell /bin/bash "$LAB_USER"
  # '*': no password opens it, and unlike '!' sshd does not take the account for locked.
  usermod --password '*' "$LAB_USER"
fi
getent group docker >/dev/null || groupadd --system docker
usermod --append --groups docker "$LAB_USER"

if [ -n "${LAB_KEY:-}" ]; then
  home=$(getent passwd "$LAB_USER" | cut -d: -f6)
  install -d -m 0700 -o "$LAB_USER" -g "$(id -gn "$LAB_USER")" "$home/.ssh"
  grep -qxF "$LAB_KEY" "$home/.ssh/authorized_keys" 2>/dev/null || printf '%s\n' "$LAB_KEY" >>"$home/.ssh/authorized_keys"
  chown "$LAB_USER:" "$home/.ssh/authorized_keys"
  chmod 0600 "$home/.ssh/authorized_keys"
  printf '%s\n' "$LAB_KEY" >"$lib/key"
fi

# Files ----------------------------------------------------------------------------------------
if [ "$image" = no ] && grep -qx /etc/docker/daemon.json "$lib/before/paths"; then
  cp -p /etc/docker/daemon.json "$lib/daemon.json"
fi
cp -RT "$here/files" /
if [ "$image" = no ]; then
  [ ! -e "$lib/daemon.json" ] || mv "$lib/daemon.json" /etc/docker/daemon.json
  cp -RT "$here/host/files" /
fi
# What is typed while sudo runs is for the shell: in a terminal of its own, sudo would take it, and it would be gone.
printf '%s ALL=(ALL:ALL) NOPASSWD: ALL\nDefaults:%s !use_pty\n' "$LAB_USER" "$LAB_USER" >/etc/sudoers.d/bridge-labs
chmod 0440 /etc/sudoers.d/bridge-labs
chmod 0755 /usr/local/bin/host2 /usr/local/lib/bridge-labs/*
grep -q '192\.168\.99\.1[[:space:]]' /etc/hosts || cat >>/etc/hosts <<'HOSTS'
192.168.99.100 machine
192.168.99.1 host2
203.0.113.10 internet
HOSTS

# Container images, from Debian's own packages: no registry is needed, ever ----------------------
"$here/make-images.sh" /usr/local/share/bridge-labs/images

# Services -------------------------------------------------------------------------------------
services="docker.service bridge-labs-outside.service bridge-labs-internet.service bridge-labs-images.service"
# shellcheck disable=SC2086
systemctl enable --quiet $services
if [ "$image" = yes ]; then
  "$here/image.sh"
else
  systemctl daemon-reload
  systemctl --quiet restart systemd-sysctl.service
  # Debian and Ubuntu call sshd's unit ssh.service; where it is started for each connection nothing is to be told.
  systemctl --quiet reload ssh.service 2>/dev/null || true
  # shellcheck disable=SC2086
  systemctl start $services
  say 'noting how it is now'
  sh "$here/host/after.sh"
  : >/run/bridge-labs.mark
  : >"$lib/set-up"
fi
say done
