"""Serves the small web applications of this folder: the mail catcher, the trace receiver, the doubles."""

import logging
import signal
import sys
import threading
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from local.home import LOOPBACK, ROOT, Home
from local.loopback import answers
from local.process import Launch, Program


class _Quiet(WSGIRequestHandler):
    """Logs method, path and status only: bodies and query strings may carry what nobody should find in a log."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", _size: int | str = "-") -> None:
        path = self.path.split("?")[0] if hasattr(self, "path") else "?"
        logging.getLogger("local").info(
            "%s %s %s", getattr(self, "command", "?"), path, int(code) if code != "-" else code
        )


def serve(app: Flask, port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)

    @app.get("/_double/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    server = make_server(LOOPBACK, port, app, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]

    def stop(_signal: int, _frame: object) -> None:
        # shutdown() waits for the loop, which runs in this very thread.
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server.serve_forever(poll_interval=0.2)


class ServedProgram(Program):
    """A web application of this folder in a process of its own, `python -m <module> <folder> <port> …`."""

    module: str

    def __init__(self, home: Home) -> None:
        super().__init__(home)

    @property
    def port(self) -> int:
        """The HTTP port."""
        return self.home.port(self.name)

    @property
    def url(self) -> str:
        """The address of the application."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def address(self) -> str:
        """The address of the application."""
        return self.url

    @property
    def folder(self) -> Path:
        """Where the application keeps its state."""
        return self.home.directory(self.name)

    def arguments(self) -> list[str]:
        """Return what comes after folder and port on the command line."""
        return []

    def launch(self) -> Launch:
        command = [sys.executable, "-m", self.module, str(self.folder), str(self.port), *self.arguments()]
        return Launch(command, {"PYTHONUNBUFFERED": "1"}, ROOT)

    def is_ready(self) -> bool:
        return answers(f"{self.url}/_double/health")
