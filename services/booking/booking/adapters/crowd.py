"""What a crowd asks at the moment on which new times are released, answered once for all who ask alike."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
SECONDS, ALIKE, MOST = 1.0, 5, 1_000
"""How old an answer may be, how many have to ask alike within that time to be a crowd, how many questions are kept."""


@dataclass
class _Asked(Generic[Answer]):
    since: float
    times: int = 0
    answer: Answer | None = None


class Crowd(Generic[Answer]):
    """The answers of the last second in this process; who is not in a crowd gets one of their own."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._asked: dict[Hashable, _Asked[Answer]] = {}

    def answer(self, question: Hashable) -> Answer | None:
        """Return what others were told who asked alike in this second; None for the first ones, who have to look."""
        with self._lock:
            asked, now = self._asked.get(question), self._clock()
            if asked is None or now - asked.since >= SECONDS:
                if len(self._asked) >= MOST:
                    self._asked.clear()
                asked = self._asked[question] = _Asked(now)
            asked.times += 1
            return asked.answer if asked.times > ALIKE else None

    def keep(self, question: Hashable, answer: Answer) -> None:
        """Have those who ask alike in this second told the same."""
        with self._lock:
            if asked := self._asked.get(question):
                asked.answer = answer
