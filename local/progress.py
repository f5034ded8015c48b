"""Says what happens in short lines, with the time that it took."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Progress:
    """Short lines for whoever waits; also from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begin = time.monotonic()

    def say(self, text: str) -> None:
        """Print one line at once."""
        with self._lock:
            print(text, flush=True)

    def done(self, what: str, seconds: float, note: str = "") -> None:
        """Print that something is ready, and what it took."""
        self.say(f"  {what:<34}{seconds:6.1f} s{'  ' + note if note else ''}")

    def failed(self, what: str, why: object) -> None:
        """Print what did not work, on both channels' common place: people look at one terminal."""
        self.say(f"  {what:<34}FAILED  {why}")

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Time a step; an error is left to the caller."""
        begin = time.monotonic()
        yield
        self.done(what, time.monotonic() - begin)

    @property
    def total(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._begin


def complain(text: str) -> None:
    """Print an error for a person."""
    print(text, file=sys.stderr, flush=True)
