#!/usr/bin/env bash
# Starts Debian's container registry for the tests, with its data in a folder, and prints its address.
# Usage: SOUK_TEST_REGISTRY="$(scripts/setup-docker-registry.sh "$dir")"
# Stop:  kill "$(cat "$dir/registry.pid")"
set -euo pipefail
if ! command -v docker-registry >/dev/null; then
  SUDO=''
  [ "$(id -u)" -eq 0 ] || SUDO='sudo'
  $SUDO apt-get update -qq >&2
  $SUDO apt-get install -y -qq --no-install-recommends docker-registry >/dev/null 2>&1
  # The package starts a server at the standard port; nothing here needs it.
  $SUDO systemctl disable --now docker-registry >/dev/null 2>&1 || true
fi
dir="$(cd "$1" && pwd)"
port="$(shuf -i 20000-29999 -n 1)"
cat >"$dir/registry.yml" <<YAML
version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: $dir/registry } }
http: { addr: 127.0.0.1:$port, secret: only-for-tests }
YAML
nohup docker-registry serve "$dir/registry.yml" >"$dir/registry.log" 2>&1 </dev/null &
echo "$!" >"$dir/registry.pid"
for _ in $(seq 100); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "127.0.0.1:$port"
    exit 0
  fi
  sleep 0.1
done
cat "$dir/registry.log" >&2
exit 1
