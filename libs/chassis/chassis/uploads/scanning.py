"""The malware scanner: ClamAV's daemon over TCP (`INSTREAM`, clamd(8)), or none where the operator named none."""

import socket
import struct
from typing import Protocol
from urllib.parse import urlsplit

from chassis.uploads.faults import Fault, FileRefused

TIMEOUT = 20.0
"""Seconds until a silent scanner counts as down."""
_CHUNK = 64 * 1024
_CLEAN, _FOUND = b"OK", b"FOUND"


class Scan(Protocol):
    """Looks into a file; raises `FileRefused` for malware, and also when no answer comes: unseen is not stored."""

    def __call__(self, content: bytes) -> None: ...


def scanner(url: str | None) -> Scan:
    """Return the scanner at `tcp://host:port`; without an address nothing is scanned, as the operator decided."""
    if url is None:
        return lambda _content: None
    place = urlsplit(url)
    if place.scheme != "tcp" or not place.hostname or not place.port:
        raise ValueError("SCAN_URL has the form tcp://host:port")
    host, port = place.hostname, place.port
    return lambda content: _scan(host, port, content)


def _scan(host: str, port: int, content: bytes) -> None:
    try:
        with socket.create_connection((host, port), timeout=TIMEOUT) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                chunk = content[start : start + _CHUNK]
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
            answer = line.makefile("rb").read().rstrip(b"\0\n ")
    except OSError:
        raise FileRefused(Fault.NOT_SCANNED) from None
    if answer.endswith(_FOUND):
        raise FileRefused(Fault.MALWARE)
    if not answer.endswith(_CLEAN):
        raise FileRefused(Fault.NOT_SCANNED)
