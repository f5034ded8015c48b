"""`/healthz`, `/readyz` and `/metrics` of worker and relay, on a port of their own."""

import threading
from collections.abc import Callable, Iterable
from typing import Any, cast
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import make_wsgi_app

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing: probes come every few seconds."""


def serve_health(bind: str, port: int, ready: Callable[[], bool]) -> None:
    """Answer probes and scrapes in the background for as long as the process lives."""
    metrics = make_wsgi_app()

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/metrics":
            return cast("Iterable[bytes]", metrics(environ, start_response))
        if path == "/healthz" or (path == "/readyz" and ready()):
            return _answer(start_response, "200 OK", b"ok")
        return _answer(start_response, "503 Service Unavailable" if path == "/readyz" else "404 Not Found", b"no")

    server = make_server(bind, port, application, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()


def _answer(start_response: StartResponse, status: str, body: bytes) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
