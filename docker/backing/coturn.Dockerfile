# coturn, which relays the calls; the chart `turn` runs it in production too.
# `docker build -f docker/backing/coturn.Dockerfile -t buergerbuero/coturn docker/backing`
ARG BASE=docker.io/library/debian:12-slim
FROM ${BASE}
# hadolint ignore=DL3008
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends coturn \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin \
    && groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --no-create-home --home-dir /tmp --shell /usr/sbin/nologin app \
    && setcap -r /usr/bin/turnserver || true
COPY coturn.sh /usr/local/bin/start
USER 10001:10001
WORKDIR /tmp
EXPOSE 3478/udp 3478/tcp
ENTRYPOINT ["/bin/sh", "/usr/local/bin/start"]
