"""Opens what the bank delivers: one XML file, or a ZIP of many (as since November 2025), never more than is sane."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from billing.adapters.camt import read_statements
from billing.domain.errors import StatementRefused
from billing.domain.statement import Statement, Transaction

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that are taken from a person or the drop folder."""
LARGEST_TEXT = 200 * 1024 * 1024
"""Bytes of XML in one file, after unpacking."""
MOST_FILES = 500


def read_file(content: bytes) -> Iterator[Statement | Transaction]:
    """Yield everything in a file of the bank.

    Raises:
        StatementRefused: `too-large`, `empty`, `zip`, or what `read_statements` refuses.
    """
    if not content.strip():
        raise StatementRefused("empty")
    if len(content) > LARGEST_FILE:
        raise StatementRefused("too-large", f"{len(content)} bytes")
    budget = _Budget(LARGEST_TEXT)
    if not content.startswith(b"PK"):
        yield from read_statements(_Bounded(io.BytesIO(content), budget))
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if not members or len(members) > MOST_FILES:
                raise StatementRefused("zip", f"{len(members)} files in the archive")
            # The names carry the bank's own order; the order of the archive means nothing.
            for member in sorted(members, key=lambda one: one.filename):
                with archive.open(member) as document:
                    yield from read_statements(_Bounded(document, budget))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise StatementRefused("zip", str(error)[:200]) from error


class _Budget:
    """How many bytes may still be unpacked; what an archive says about its own sizes is not believed."""

    def __init__(self, bytes_left: int) -> None:
        self.left = bytes_left


class _Bounded:
    """A stream that stops a bomb while it unpacks."""

    def __init__(self, source: IO[bytes], budget: _Budget) -> None:
        self._source = source
        self._budget = budget

    def read(self, size: int, /) -> bytes:
        """Return the next bytes within the budget."""
        chunk = self._source.read(size)
        self._budget.left -= len(chunk)
        if self._budget.left < 0:
            raise StatementRefused("too-large", "more than 200 MB of text")
        return chunk
