"""The gateway: one host name per town, each path to the service that owns it, and a readable page if one is down."""

import hashlib
import os
import shutil

from local.home import LOOPBACK, ROOT, Home
from local.loopback import body
from local.process import Launch, NotReady, Program
from local.service_list import SERVICES

# Which paths belong to whom (architecture, section 8). What is not named here goes to booking, which also shows the
# page for an address that does not exist.
PATHS = {
    "booking": ("/termin", "/anmeldung", "/abmeldung-konto"),
    "video": ("/gespraech", "/arbeitsplatz"),
    "identity": ("/identitaet",),
    "fulfilment": ("/vorgang", "/pruefen"),
    "billing": ("/zahlung", "/kasse"),
}
OF_EACH = ("/betrieb/{}", "/datenschutz/{}", "/verwaltung/{}", "/api/{}/v1", "/static/{}/", "/static-tenant/{}/")
# Probes and metrics are for the operator's network, not for the public.
HIDDEN = ("/healthz", "/readyz", "/metrics")
# As root, nginx would give its workers to a user who may not enter the home.
AS_USER = "user root root;" if os.geteuid() == 0 else ""


class Gateway(Program):
    """nginx in front of the five web processes; `url(host)` is what people type."""

    name = "gateway"
    stage = "gateway"

    def __init__(self, home: Home, wish: int | None = 8080) -> None:
        super().__init__(home)
        self._wish = wish

    @property
    def port(self) -> int:
        """The public port: 8080 if it is free at the first start."""
        return self.home.port("gateway", self._wish)

    def url(self, host: str) -> str:
        """Return the public address of a host."""
        return f"http://{host}:{self.port}"

    @property
    def address(self) -> str:
        """The address without a host name."""
        return self.url(LOOPBACK)

    def prepare(self) -> None:
        folder = self.home.directory("gateway")
        for part in ("body", "proxy", "other"):
            self.home.directory("gateway", part)
        (folder / "nginx.conf").write_text(self.configuration())

    def launch(self) -> Launch:
        nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if nginx is None:
            raise NotReady("nginx is not installed: run local/setup.sh")
        folder = self.home.path("gateway")
        return Launch([nginx, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")])

    def is_ready(self) -> bool:
        """Tell whether this very gateway answers: somebody else may have taken the port a moment ago."""
        return body(f"{self.address}/-/ready") == self.mark

    @property
    def mark(self) -> str:
        """What this very gateway says when it is asked whether it is ready."""
        return hashlib.sha256(str(self.home.folder).encode()).hexdigest()[:16]

    def configuration(self) -> str:
        """Return nginx's configuration."""
        folder = self.home.path("gateway")
        addresses = {service: f"{LOOPBACK}:{self.home.port(f'{service}-web')}" for service in SERVICES}
        upstreams = "\n".join(
            f"    upstream {service} {{ server {address} max_fails=0; keepalive 8; }}"
            for service, address in addresses.items()
        )
        all_of_them = " ".join(f"server {address} max_fails=1 fail_timeout=5s;" for address in addresses.values())
        locations = "\n".join(
            f"        location {path} {{ proxy_pass http://{service}; }}"
            for service in SERVICES
            for path in (*PATHS[service], *(pattern.format(service) for pattern in OF_EACH))
        )
        hidden = "\n".join(
            f"        location = {path} {{ rewrite ^ /nicht-vorhanden break; proxy_pass http://booking; }}"
            for path in HIDDEN
        )
        return f"""{AS_USER}
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log stderr crit;  # less would print requests, and links of citizens are in them
events {{ worker_connections 2048; }}
http {{
    access_log off;
    server_tokens off;
    types {{ text/html html; application/problem+json json; }}
    default_type text/html;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/other;
    uwsgi_temp_path {folder}/other;
    scgi_temp_path {folder}/other;
    client_max_body_size 30m;

    map $http_upgrade $connection_wish {{ default upgrade; "" ""; }}
    map "$http_hx_request $request_uri" $unavailable {{
        default             /unavailable.html;
        "~^true "           /unavailable-fragment.html;
        "~^ /api/"          /unavailable.json;
    }}

{upstreams}
    upstream anyone {{ {all_of_them} }}

    server {{
        listen {LOOPBACK}:{self.port};
        absolute_redirect off;

        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;  # replaces what a client claims
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-Port $server_port;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_wish;
        proxy_connect_timeout 2s;
        proxy_read_timeout 120s;
        proxy_buffer_size 16k;
        proxy_buffers 8 16k;

        error_page 502 504 =503 /-/unavailable;
        location = /-/unavailable {{
            internal;
            charset utf-8;
            root {ROOT}/local/gateway;
            add_header Retry-After 10 always;
            add_header Cache-Control no-store always;
            try_files $unavailable =503;
        }}

        location = /-/ready {{ return 200 "{self.mark}"; }}

        location /static/chassis/ {{
            proxy_pass http://anyone;
            proxy_next_upstream error timeout http_502 http_503 http_504;
        }}
{hidden}
{locations}
        location / {{ proxy_pass http://booking; }}
    }}
}}
"""
