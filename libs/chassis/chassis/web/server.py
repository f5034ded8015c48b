"""Serves the app with gunicorn as a library: one process, threads, no file written anywhere."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from chassis.settings import Settings
from chassis.web.farewell import announce_leaving

GRACE = 30
"""Seconds that running requests get when the pod stops."""


class _Server(BaseApplication):
    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def serve(app: Flask, settings: Settings) -> None:
    """Serve until SIGTERM, then let running requests finish."""
    options = {
        "bind": f"{settings.bind}:{settings.port}",
        "worker_class": "gthread",
        "workers": 1,
        "threads": settings.web_threads,
        "graceful_timeout": GRACE,
        # A slow upload is no reason to kill the process and every other request in it.
        "timeout": 120,
        "keepalive": 75,
        # The heartbeat file: memory, since the root file system is read-only.
        "worker_tmp_dir": "/dev/shm",  # noqa: S108 - made by gunicorn with a random name
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "control_socket_disable": True,
        # X-Forwarded-* is judged by ProxyFix alone.
        "forwarded_allow_ips": "",
        "limit_request_line": 4094,
        "limit_request_fields": 60,
        "proc_name": "web",
        "post_worker_init": announce_leaving,
    }
    _Server(app, options).run()
