#!/usr/bin/env bash
# Installs ClickHouse as a library (chDB) into a folder for the tests, unless it is there, and prints the folder. It is not
# among the dependencies, as it takes half a gigabyte. For Linux with glibc, and macOS.
# Usage: SOUK_TEST_CHDB="$(scripts/setup-chdb.sh "$dir")"
set -euo pipefail
version='3.4.0'
mkdir -p "$1"
dir="$(cd "$1" && pwd)"
if [ "$(node -p 'require(process.argv[1]).version' "$dir/node_modules/chdb/package.json" 2>/dev/null)" != "$version" ]; then
  # The packages bring the library itself: nothing is run to fetch or build it. Not by --prefix, with which npm looks for
  # its global settings below that folder, and would miss a company's registry and certificates.
  echo '{ "private": true }' >"$dir/package.json"
  (cd "$dir" && npm install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "chdb@$version" >&2)
fi
node -p '`chDB with ClickHouse ${require(process.argv[1]).query("select version()", "TSVRaw").trim()}`' \
  "$dir/node_modules/chdb" >&2
echo "$dir"
