"""Two processes of video behind one address, as people meet them: nginx sends whoever comes to one that lives."""

from local.backing.nginx import AS_USER, Gateway
from local.home import LOOPBACK, Home


class Replicas(Gateway):
    """nginx before two ports: the desk goes to the second while that lives, everybody else to the first."""

    name = "replicas"

    def __init__(self, home: Home, first: int, second: int) -> None:
        super().__init__(home, None)
        self._first, self._second = first, second

    def configuration(self) -> str:
        """Return nginx's configuration."""
        folder = self.home.path("gateway")
        upstreams = "\n".join(
            f"    upstream {name} {{ server {LOOPBACK}:{main} max_fails=1 fail_timeout=600s;"
            f" server {LOOPBACK}:{other} backup; }}"
            for name, main, other in (("desk", self._second, self._first), ("all", self._first, self._second))
        )
        temporary = "\n".join(
            f"    {kind}_temp_path {folder}/other;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return f"""{AS_USER}
daemon off;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 512; }}
http {{
    access_log off;
{temporary}
    map $http_upgrade $connection_wish {{ default upgrade; "" ""; }}
{upstreams}
    server {{
        listen {LOOPBACK}:{self.port};
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_wish;
        proxy_next_upstream error timeout non_idempotent;
        location = /-/ready {{ return 200 "{self.mark}"; }}
        location /arbeitsplatz {{ proxy_pass http://desk; }}
        location / {{ proxy_pass http://all; }}
    }}
}}
"""
