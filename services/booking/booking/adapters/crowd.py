"""What a crowd asks at the moment on which new times are released, answered once for all who ask alike."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
SECONDS, ALIKE, MOST = 1.0, 5, 100
"""How old an answer may be, how many ask alike within that time to be a crowd, how many questions a town has here."""


@dataclass
class _Asked(Generic[Answer]):
    since: float
    times: int = 0
    answer: Answer | None = None


class Crowd(Generic[Answer]):
    """The answers of the last second in this process, by town; who is not in a crowd gets one of their own."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._asked: dict[str, dict[Hashable, _Asked[Answer]]] = {}

    def answer(self, town: str, question: Hashable) -> Answer | None:
        """Return what others were told who asked alike in this second; None for whoever has to look."""
        with self._lock:
            here, now = self._asked.setdefault(town, {}), self._clock()
            asked = here.get(question)
            if asked is None or now - asked.since >= SECONDS:
                if len(here) >= MOST:
                    here.clear()
                asked = here[question] = _Asked(now)
            asked.times += 1
            return asked.answer if asked.times > ALIKE else None

    def keep(self, town: str, question: Hashable, answer: Answer) -> None:
        """Have those who ask alike in this second told the same; what is no crowd's question is not kept."""
        with self._lock:
            asked = self._asked.get(town, {}).get(question)
            if asked and asked.times >= ALIKE:
                asked.answer = answer

    def forget(self, town: str) -> None:
        """Have somebody look again, since a time has been taken."""
        with self._lock:
            for asked in self._asked.get(town, {}).values():
                asked.answer = None
