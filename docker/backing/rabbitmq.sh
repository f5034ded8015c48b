#!/bin/sh
# One node with management and metrics; RABBITMQ_PASSWORD is the password of the user buergerbuero,
# LISTEN, PORT and MANAGEMENT_PORT where it listens (everywhere, 5672 and 15672).
set -eu
folder=/var/lib/rabbitmq
export HOME=$folder RABBITMQ_NODENAME=buergerbuero@localhost RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf
export RABBITMQ_ENABLED_PLUGINS_FILE=$folder/enabled_plugins RABBITMQ_MNESIA_BASE=$folder/mnesia
export RABBITMQ_LOG_BASE=$folder/log RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_ALLOW_INPUT=1
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-noinput +sbwt none +sbwtdcpu none +sbwtdio none'
umask 077
echo '[rabbitmq_management,rabbitmq_prometheus].' >"$RABBITMQ_ENABLED_PLUGINS_FILE"
cat >"$RABBITMQ_CONFIG_FILE" <<CONFIG
listeners.tcp.1 = ${LISTEN:-0.0.0.0}:${PORT:-5672}
management.tcp.ip = ${LISTEN:-0.0.0.0}
management.tcp.port = ${MANAGEMENT_PORT:-15672}
prometheus.tcp.ip = ${LISTEN:-0.0.0.0}
default_vhost = buergerbuero
default_user = buergerbuero
default_pass = ${RABBITMQ_PASSWORD:?the password of the user buergerbuero}
default_user_tags.administrator = true
log.console = true
log.file = false
loopback_users = none
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 768MB
raft.wal_max_size_bytes = 33554432
CONFIG
exec /usr/lib/rabbitmq/bin/rabbitmq-server
