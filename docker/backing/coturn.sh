#!/bin/sh
# coturn with time-limited credentials. TURN_SECRETS is a folder with turn_secret and, for a rotation, turn_secret_next.
set -eu
set -- --listening-port="${TURN_PORT:-3478}" --min-port="${MIN_PORT:-49160}" --max-port="${MAX_PORT:-49359}" "$@"
# The address that browsers see, where it is not the pod's own.
[ -z "${EXTERNAL_IP:-}" ] || set -- --external-ip="$EXTERNAL_IP" "$@"
umask 077
{
    echo use-auth-secret
    for name in turn_secret turn_secret_next; do
        file=${TURN_SECRETS:?folder of the secrets}/region.$name
        [ ! -s "$file" ] || printf 'static-auth-secret=%s\n' "$(cat "$file")"
    done
    # Nobody may use the relay to reach into a private network.
    for block in 0.0.0.0-0.255.255.255 10.0.0.0-10.255.255.255 100.64.0.0-100.127.255.255 127.0.0.0-127.255.255.255 \
        169.254.0.0-169.254.255.255 172.16.0.0-172.31.255.255 192.0.0.0-192.0.0.255 192.168.0.0-192.168.255.255 \
        198.18.0.0-198.19.255.255 240.0.0.0-255.255.255.255 ::1 fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff \
        fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff; do
        printf 'denied-peer-ip=%s\n' "$block"
    done
    # Both ends of a relayed call meet at the relay's own address.
    for own in ${RELAY_PEERS:-$(hostname -i)}; do printf 'allowed-peer-ip=%s\n' "$own"; done
} >/tmp/turnserver.conf
exec turnserver -c /tmp/turnserver.conf --realm="${REALM:-buergerbuero}" --fingerprint --stale-nonce=600 \
    --no-tcp-relay --no-multicast-peers --user-quota=12 --total-quota="${TOTAL_QUOTA:-600}" --no-cli --no-tls --no-dtls \
    --userdb=/tmp/turndb --pidfile=/tmp/turnserver.pid --log-file=stdout --simple-log "$@"
