# RabbitMQ for trials and tests, from the same base as the services; production uses a cluster of three nodes.
# `docker build -f docker/backing/rabbitmq.Dockerfile -t buergerbuero/rabbitmq docker/backing`
ARG BASE=docker.io/library/debian:12-slim
FROM ${BASE}
# hadolint ignore=DL3008
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends rabbitmq-server \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/lib/rabbitmq/.erlang.cookie \
    && install -d -o rabbitmq -g rabbitmq -m 0700 /var/lib/rabbitmq
COPY rabbitmq.sh /usr/local/bin/start
# The name is Debian's own.
# hadolint ignore=DL3066
USER rabbitmq
VOLUME /var/lib/rabbitmq
EXPOSE 5672 15672 15692
ENTRYPOINT ["/bin/sh", "/usr/local/bin/start"]
