# What a trial needs around the services: the runner with gateway, sign-in, mail, TURN and doubles of what lives outside.
# Never for production. `docker build -f docker/around.Dockerfile -t buergerbuero/around .`
ARG BASE=docker.io/library/debian:12-slim
FROM ${BASE}
# hadolint ignore=DL3008
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends ca-certificates coturn nginx-light nodejs npm python3-venv \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin \
    && groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --no-create-home --home-dir /tmp --shell /usr/sbin/nologin app \
    && install -d -o app -g app /demo
COPY requirements/around.txt /requirements.txt
RUN python3 -m venv /opt/python \
    && /opt/python/bin/python -m pip install -q --no-cache-dir --disable-pip-version-check --require-hashes \
       -r /requirements.txt
WORKDIR /app/local
COPY local/package.json local/package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts --omit=dev --loglevel=error
WORKDIR /app
COPY local ./local
COPY libs ./libs
COPY services ./services
ENV PATH=/opt/python/bin:/usr/sbin:/usr/bin:/bin \
    PYTHONPATH=/app:/app/libs/chassis:/app/libs/contracts \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
USER 10001:10001
VOLUME /demo
ENTRYPOINT ["python", "-m", "local"]
CMD ["demo", "--home", "/demo", "--elsewhere"]
