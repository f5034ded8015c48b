#!/bin/sh
# Makes the database cluster at the first start and serves it; POSTGRES_PASSWORD is the administrator's,
# LISTEN and PORT where it listens (everywhere, 5432).
set -eu
PATH=/usr/lib/postgresql/15/bin:$PATH
data=/data/cluster
if [ ! -s "$data/PG_VERSION" ]; then
    umask 077
    printf '%s\n' "${POSTGRES_PASSWORD:?the password of the user postgres}" >/tmp/password
    initdb --pgdata "$data" --encoding UTF8 --locale C.UTF-8 --auth scram-sha-256 --pwfile /tmp/password >/dev/null
    rm /tmp/password
    echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
fi
exec postgres -D "$data" -p "${PORT:-5432}" -c listen_addresses="${LISTEN:-*}" -c max_connections="${MAX_CONNECTIONS:-400}"
