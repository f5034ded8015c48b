# PostgreSQL for trials and tests, from the same base as the services; production uses a server of its own.
# `docker build -f docker/backing/postgres.Dockerfile -t buergerbuero/postgres docker/backing`
ARG BASE=docker.io/library/debian:12-slim
FROM ${BASE}
# Debian's point releases carry the security fixes: a pinned version would keep them out.
# hadolint ignore=DL3008
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends postgresql-15 \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin \
    && install -d -o postgres -g postgres -m 0700 /data \
    && install -d -o postgres -g postgres /run/postgresql
COPY postgres.sh /usr/local/bin/start
# The name is Debian's own.
# hadolint ignore=DL3066
USER postgres
VOLUME /data
EXPOSE 5432
ENTRYPOINT ["/bin/sh", "/usr/local/bin/start"]
