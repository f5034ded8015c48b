"""A clerk's socket as a browser opens it, and the bare echo that it is compared with."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from uuid import UUID, uuid4

from simple_websocket import Client, ConnectionClosed
from simple_websocket import ConnectionError as Refused

from benchmarks.video.setting import TOWN, Setting

AGAIN = 0.05


class _TownClient(Client):
    """Connects to loopback and names the town's host, which Python does not resolve."""

    def handshake(self) -> None:
        self.host = f"{TOWN}.localhost:{self.port}"
        super().handshake()


class ClerkLine:
    """One page of a clerk; a chat line comes back to it through database, bell and socket."""

    def __init__(self, found: Setting, appointment: UUID, clerk: str) -> None:
        self._found, self._appointment, self._clerk = found, appointment, clerk
        self._page, self._cursor = uuid4(), 0
        self.open()

    def open(self) -> None:
        """Connect, once."""
        port = self._found.port
        headers = {"Origin": f"http://{TOWN}.localhost:{port}", "Cookie": self._found.cookie(self._clerk)}
        self._client = _TownClient(f"ws://127.0.0.1:{port}/arbeitsplatz/{self._appointment}/leitung", headers=headers)
        self._client.send(json.dumps({"type": "hello", "page": str(self._page), "cursor": self._cursor}))
        self._client.receive(timeout=30)

    def come_back(self, within: float = 60) -> float:
        """Connect until it works, as a page does; return the seconds."""
        begun = time.perf_counter()
        while True:
            try:
                self.open()
            except (OSError, Refused, ConnectionClosed):
                if time.perf_counter() - begun > within:
                    raise
                threading.Event().wait(AGAIN)
            else:
                return time.perf_counter() - begun

    def there_and_back(self, text: str) -> float:
        """Say a line and return after how many seconds it is delivered."""
        begun = time.perf_counter()
        self._client.send(json.dumps({"type": "chat", "body": text}))
        while True:
            heard = json.loads(self._client.receive(timeout=30) or "{}")
            if heard.get("type") == "chat" and heard["body"] == text:
                self._cursor = heard["seq"]
                return time.perf_counter() - begun

    def close(self) -> None:
        """Leave."""
        with contextlib.suppress(ConnectionClosed, OSError):
            self._client.close()


@contextlib.contextmanager
def echo() -> Iterator[socket.socket]:
    """Return a connection to a thread that sends every byte back."""
    ours, theirs = socket.socketpair()

    def answer() -> None:
        while data := theirs.recv(4096):
            theirs.sendall(data)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    with ours, theirs:
        yield ours
        ours.shutdown(socket.SHUT_RDWR)
        thread.join()


def echo_seconds(line: socket.socket, text: bytes) -> float:
    """Return how long the bare echo takes."""
    begun = time.perf_counter()
    line.sendall(text)
    line.recv(4096)
    return time.perf_counter() - begun
