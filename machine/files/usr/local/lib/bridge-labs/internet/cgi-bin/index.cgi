#!/bin/sh
# Tells the caller which address the call came from, and keeps a log of callers.
printf '%s\n' "$REMOTE_ADDR" >>/run/bridge-labs-callers.log
printf 'Content-Type: text/plain\r\n\r\nYou called from %s\n' "$REMOTE_ADDR"
