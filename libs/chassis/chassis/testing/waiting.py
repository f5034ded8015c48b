"""Waiting for a condition with a deadline, in place of sleeping and hoping."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

FoundT = TypeVar("FoundT")
STEP = 0.05


def until(condition: Callable[[], FoundT], what: str, within: float = 60) -> FoundT:
    """Return the first true answer of `condition`, or fail saying `what` did not come within `within` seconds."""
    deadline = time.monotonic() + within
    pause = threading.Event()
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within} s: {what}")
        pause.wait(STEP)
    return found
