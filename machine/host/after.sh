#!/bin/sh
# Writes down how the computer is once it is a lab machine, so that clean.sh can tell what is no longer so.
set -eu
. "$(dirname "$0")/state.sh"
at=/var/lib/bridge-labs/after
mkdir -p "$at"
rules iptables >"$at/iptables"
rules ip6tables >"$at/ip6tables"
outside_now >"$at/outside"
