"""WebSockets on gunicorn's threads: simple-websocket made safe for a reader and a writer at once.

simple-websocket 1.1 shares its connection state between the thread that answers pings and whoever sends, without a
lock, and sends with `send`, which may send a part: frames were corrupted in three of three runs. Hence flask-sock,
which makes the stock server itself, is not used here; the way out of gunicorn is the same as its.
"""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Response, request
from simple_websocket import ConnectionClosed, Server
from wsproto.events import Ping
from wsproto.utilities import LocalProtocolError

from chassis.web.house import house
from chassis.web.problems import Refusal
from video.entrypoints.call_metrics import line_closed, line_opened, line_refused

LARGEST_MESSAGE = 64 * 1024
SEND_SECONDS = 10
FAREWELL_SECONDS = 2.0
PATIENCE = 3
"""Questions without a sign of life after which a line is cut off."""
FOR_PAGES = 20
"""Threads that sockets leave to everything else."""


class _WholeSocket:
    """A socket that sends everything or fails in bounded time: a stuck browser cannot hold the lock for ever."""

    def __init__(self, plain: socket.socket) -> None:
        self._plain = plain
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SEND_SECONDS, 0))

    def send(self, data: bytes) -> int:
        self._plain.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - everything else is the plain socket's
        return getattr(self._plain, name)


class LockedServer(Server):
    """A WebSocket whose state and sending share one lock."""

    def __init__(self, environ: dict[str, Any]) -> None:
        self._lock = threading.RLock()
        self.heard_at = self._pinged_at = time.monotonic()
        self._unanswered = 0
        sock = environ.get("gunicorn.socket") or environ["werkzeug.socket"]
        super().__init__(
            {"gunicorn.socket": _WholeSocket(sock), **_handshake(environ)}, max_message_size=LARGEST_MESSAGE
        )

    def send(self, data: str) -> None:
        """Send one text message."""
        with self._lock:
            super().send(data)

    def ping(self) -> None:
        """Ask the browser for a sign of life; who has given none at three questions is cut off.

        The network alone gives up on a telephone without battery after a quarter of an hour, and a poor one comes back.
        """
        with self._lock:
            if self.heard_at >= self._pinged_at:
                self._unanswered = 0
            if self._unanswered >= PATIENCE:
                self.close()
            elif self.connected:
                self._pinged_at = time.monotonic()
                self._unanswered += 1
                self.sock.send(self.ws.send(Ping()))

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """Say goodbye; whoever reads is woken."""
        with self._lock, contextlib.suppress(ConnectionClosed, LocalProtocolError, OSError):
            super().close(reason, message)
        self.event.set()

    def abandon(self) -> None:
        """Wait for the browser's goodbye a moment, then cut the line, so that no thread is left behind."""
        self.close()
        self.thread.join(FAREWELL_SECONDS)
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.thread.join(FAREWELL_SECONDS)

    def _handle_events(self) -> bool:
        with self._lock:
            self.heard_at = time.monotonic()
            return bool(super()._handle_events())


def _handshake(environ: dict[str, Any]) -> dict[str, Any]:
    taken = {"gunicorn.socket", "werkzeug.socket"}
    return {key: value for key, value in environ.items() if key not in taken}


def _hold(converse: Callable[[LockedServer], None]) -> None:
    line = LockedServer(request.environ)
    try:
        converse(line)
    except ConnectionClosed:
        pass
    finally:
        line.abandon()


class _Left(Response):
    """Tells gunicorn that its socket was taken over and nothing is left to answer."""

    def __call__(self, *_arguments: Any) -> Any:  # noqa: ANN401 - WSGI
        raise StopIteration


class Room:
    """How many sockets a process takes: each holds a thread, and some have to be left for pages."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.open = 0

    def enter(self, most: int) -> bool:
        """Take a place if there is one."""
        with self._lock:
            if self.open >= most:
                return False
            self.open += 1
            return True

    def leave(self) -> None:
        """Give the place back."""
        with self._lock:
            self.open -= 1


_room = Room()


def upgrade(converse: Callable[[LockedServer], None]) -> Response:
    """Turn this request into a WebSocket, hold the conversation in this thread, and leave."""
    if not _room.enter(house().settings.web_threads - FOR_PAGES):
        line_refused()
        raise Refusal(503, slug="lines-full", headers={"Retry-After": "5"})
    line_opened()
    try:
        _hold(converse)
    finally:
        _room.leave()
        line_closed()
    return _Left()
