"""Tells long conversations that this process is about to go, so that they can say goodbye and be taken up elsewhere.

gunicorn lets running requests finish when it is told to stop, but a WebSocket never finishes by itself: without a word
it would hold the process for the whole grace period and then be cut off.
"""

import signal
import threading
from types import FrameType
from typing import Any

leaving = threading.Event()
"""Set once the process has been told to stop."""


def announce_leaving(worker: Any) -> None:  # noqa: ANN401, ARG001 - gunicorn's worker, which this hook is given
    """Have `leaving` set before gunicorn begins to stop; called in the process that serves, when it is ready."""
    stop = signal.getsignal(signal.SIGTERM)

    def leave(number: int, frame: FrameType | None) -> None:
        # Not in the handler itself: it may have interrupted a thread that holds the event's lock.
        threading.Thread(target=leaving.set, name="farewell").start()
        if callable(stop):
            stop(number, frame)

    signal.signal(signal.SIGTERM, leave)
