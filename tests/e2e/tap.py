"""A tap between browsers and the gateway, which keeps every byte that browsers send.

A browser's own record of its requests lacks the bodies that are sent as Blob, as form with files, or as beacon: just
those in which a picture would travel.
"""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

CHUNK = 65536


@dataclass
class Tap:
    """What went through, in a buffer for each connection."""

    port: int = 0
    connections: list[bytearray] = field(default_factory=list)

    def bodies(self) -> list[int]:
        """Return how many bytes each request said that its body has."""
        return [int(size) for heard in self.connections for size in re.findall(rb"(?i)\ncontent-length: *(\d+)", heard)]

    def holds(self, words: bytes) -> bool:
        """Say whether these bytes went through."""
        return any(words in heard for heard in self.connections)


@contextmanager
def tapped(target: tuple[str, int]) -> Iterator[Tap]:
    """Listen on a free port and pass everything on to `target`."""
    tap = Tap()
    with socket.create_server(("127.0.0.1", 0)) as door:
        tap.port = door.getsockname()[1]
        Thread(target=_serve, args=(door, target, tap), daemon=True).start()
        yield tap


def _serve(door: socket.socket, target: tuple[str, int], tap: Tap) -> None:
    with suppress(OSError):
        while True:
            browser, _ = door.accept()
            server = socket.create_connection(target)
            heard = bytearray()
            tap.connections.append(heard)
            for source, to, kept in ((browser, server, heard), (server, browser, None)):
                Thread(target=_pass_on, args=(source, to, kept), daemon=True).start()


def _pass_on(source: socket.socket, to: socket.socket, kept: bytearray | None) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            if kept is not None:
                kept += data
            to.sendall(data)
    with suppress(OSError):
        to.shutdown(socket.SHUT_WR)
