#!/bin/sh
# Makes a lab machine of a Debian or Ubuntu system. Idempotent: run it again after a change.
#
#   provision.sh              on a running host, as root (Vagrant, any SSH host)
#   provision.sh --image      inside the root file system of an image that is being built
#
# Environment: LAB_USER, the learner's account (default: learner).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
image=no
[ "${1:-}" = --image ] && image=yes
LAB_USER=${LAB_USER:-learner}
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

say() { printf 'provision: %s\n' "$*" >&2; }

[ "$(id -u)" = 0 ] || { say 'this must run as root'; exit 1; }

# Packages -------------------------------------------------------------------------------------
missing=
for package in $(sed '/^#/d' "$here/packages.txt"); do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
    # Before Debian 13 and on Ubuntu, docker.io brings the docker command itself.
    { [ "$package" = docker-cli ] && command -v docker >/dev/null; } ||
    missing="$missing $package"
done
if [ -n "$missing" ]; then
  say "installing$missing"
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y -qq --no-install-recommends $missing
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

# Files ----------------------------------------------------------------------------------------
cp -RT "$here/files" /
printf '%s ALL=(ALL:ALL) NOPASSWD: ALL\n' "$LAB_USER" >/etc/sudoers.d/bridge-labs
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
  # shellcheck disable=SC2086
  systemctl start $services
fi
say done
