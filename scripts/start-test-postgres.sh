#!/usr/bin/env bash
# Starts a PostgreSQL server for the tests, with its data in an empty folder, and prints its address.
# Usage: SOUK_TEST_POSTGRES_URL="$(scripts/start-test-postgres.sh "$dir")"
# Stop:  kill "$(head -n 1 "$dir/data/postmaster.pid")"
# The folder of a server that was stopped starts it again, at the same address.
set -euo pipefail
bin="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)"
if [ ! -x "$bin/initdb" ]; then
  SUDO=''
  [ "$(id -u)" -eq 0 ] || SUDO='sudo'
  # The package would start a server at the standard port; nothing here needs it.
  $SUDO mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' | $SUDO tee /etc/postgresql-common/createcluster.conf >/dev/null
  $SUDO apt-get update -qq >&2
  $SUDO apt-get install -y -qq --no-install-recommends postgresql >/dev/null 2>&1
  bin="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
fi
dir="$1"
as_server=()
# PostgreSQL refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then
  chown postgres "$dir"
  as_server=(runuser -u postgres --)
fi
cd /
if [ ! -e "$dir/port" ]; then
  shuf -i 20000-29999 -n 1 >"$dir/port"
  "${as_server[@]}" "$bin/initdb" -D "$dir/data" -U souk --auth=trust --encoding=UTF8 --locale=C >/dev/null
fi
port="$(cat "$dir/port")"
"${as_server[@]}" "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir" start >/dev/null
at=(-h 127.0.0.1 -p "$port" -U souk)
"$bin/psql" "${at[@]}" -d postgres -tAc "select 1 from pg_database where datname = 'souk_test'" | grep -q 1 ||
  "$bin/createdb" "${at[@]}" souk_test
echo "postgres://souk@127.0.0.1:$port/souk_test"
