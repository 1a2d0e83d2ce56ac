#!/usr/bin/env bash
# Makes sure that bubblewrap is there, which installations are walled in with on this machine.
set -euo pipefail
if ! command -v bwrap >/dev/null 2>&1; then
  SUDO=''
  [ "$(id -u)" -eq 0 ] || SUDO='sudo'
  $SUDO apt-get update -qq
  $SUDO apt-get install -y -qq --no-install-recommends bubblewrap >/dev/null
fi
bwrap --version
