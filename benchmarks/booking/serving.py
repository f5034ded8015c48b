"""Searches over HTTP against a bare Flask route with one SELECT, on the same gunicorn, in turns."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median

import sqlalchemy as sa
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from benchmarks.booking.setting import Setting, environment
from benchmarks.booking.towns import PROCEDURE
from chassis.commands import create_app_of
from chassis.service import Running
from chassis.web.health import PATHS
from local.home import ROOT

SEARCH, BARE = f"/api/booking/v1/times?procedure={PROCEDURE}", "/bare/"
CONNECTIONS, SECONDS, ROUNDS = 4, 2.0, 5


def serve(*, everybody_looks: bool = False) -> None:
    """Serve booking with a bare route beside it, as a process of its own; if asked for, without sharing answers."""
    from booking.adapters import crowd
    from booking.bootstrap import service
    from chassis.settings import load
    from chassis.web.app import create_app
    from chassis.web.server import serve as serve_app

    if everybody_looks:
        crowd.ALIKE = sys.maxsize
    running = Running.start(service, load(service.settings))
    app = create_app_of(running, create_app)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/bare": bare(running.work.engine)})
    serve_app(app, running.settings)


def bare(engine: sa.Engine) -> Flask:
    """Return an app whose one route does one single-row SELECT."""
    app = Flask("bare")

    @app.get("/")
    def one() -> dict[str, int]:
        with engine.begin() as connection:
            return {"found": connection.execute(sa.text("SELECT 1")).scalar_one()}

    return app


@contextmanager
def web_process(setting: Setting, *, everybody_looks: bool = False) -> Iterator[int]:
    """Start one web process and yield its port once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    told = os.environ | environment(setting.running.settings) | {"PORT": str(port), "PYTHONPATH": ":".join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", f"from benchmarks.booking.serving import serve; serve({everybody_looks=})"],
        cwd=ROOT,
        env=told,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=40)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", PATHS[0])
            if connection.getresponse().status < 500:  # noqa: PLR2004 - a server error
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the web process does not answer")


def share_of_bare(setting: Setting, *, everybody_looks: bool) -> tuple[float, float, float]:
    """Return searches a second, answers of the bare route a second, and the median of their ratios over the rounds."""
    with web_process(setting, everybody_looks=everybody_looks) as port:
        for path in (SEARCH, BARE):
            rate(port, path, 0.5)
        rounds = [(rate(port, SEARCH, SECONDS), rate(port, BARE, SECONDS)) for _ in range(ROUNDS)]
    searches, bare = zip(*rounds, strict=True)
    return median(searches), median(bare), median(search / other for search, other in rounds)


def rate(port: int, path: str, seconds: float, host: str = "office-month.localhost") -> float:
    """Ask over some connections that stay open and return the answers of a second."""
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    began = time.monotonic()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        counts = list(pool.map(lambda _: _ask(port, request, began + seconds), range(CONNECTIONS)))
    return sum(counts) / (time.monotonic() - began)


def _ask(port: int, request: bytes, until: float) -> int:
    count = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.monotonic() < until:
            connection.sendall(request)
            _read_answer(connection)
            count += 1
    return count


def _read_answer(connection: socket.socket) -> None:
    """Read one answer with a Content-Length; anything but 200 is a fault of the benchmark."""
    head = b""
    while b"\r\n\r\n" not in head:
        if not (piece := connection.recv(65536)):
            raise ConnectionError("the web process closed the connection")
        head += piece
    top, _, body = head.partition(b"\r\n\r\n")
    if not top.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(top.decode())
    told = top.lower().split(b"content-length:")[1]
    missing = int(told.split(b"\r\n")[0]) - len(body)
    while missing > 0:
        missing -= len(connection.recv(65536))
