"""Turns: few requests of a crowd run at once in a process, and towns that wait are served one after the other.

Python runs one thread at a time: a dozen searches of one town that run at once are no faster than one that never
waits, and whoever comes from another town is held up by each of them, many times over (measured: `make bench-surge`).
So a town runs one at a time while others are about. Alone it may have all turns but one, which is kept for whoever
comes next; so it gets more out of a database that is far away.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from threading import Event, Lock
from time import monotonic

PATIENCE = 5.0
"""Seconds after which somebody who waits is told to come again; while the database answers nobody waits as long."""
ABOUT = 10.0
"""Seconds for which a town counts as being about after it asked."""


class Turns:
    """So many run at once; the towns that wait take turns."""

    def __init__(self, most: int, patience: float = PATIENCE, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._patience, self._clock = most, patience, clock
        self._lock = Lock()
        self._running: Counter[str] = Counter()
        self._lines: OrderedDict[str, deque[Event]] = OrderedDict()
        self._asked: OrderedDict[str, float] = OrderedDict()

    def take(self, town: str) -> bool:
        """Wait for a turn; False if none came. Whoever has one has to `give` it back."""
        mine = Event()
        with self._lock:
            self._asked[town] = self._clock()
            self._asked.move_to_end(town)
            self._lines.setdefault(town, deque()).append(mine)
            self._call()
        if mine.wait(self._patience):
            return True
        with self._lock:
            if mine.is_set():  # called at the last moment
                return True
            self._lines[town].remove(mine)
            if not self._lines[town]:
                del self._lines[town]
        return False

    def give(self, town: str) -> None:
        """Let the next one run."""
        with self._lock:
            self._running[town] -= 1
            if not self._running[town]:
                del self._running[town]
            self._call()

    def _call(self) -> None:
        """Call those whose turn it is; a town that was called goes behind the others."""
        while self._running.total() < self._most:
            town = next((one for one in self._lines if self._may_run(one)), None)
            if town is None:
                return
            self._lines[town].popleft().set()
            self._running[town] += 1
            if self._lines[town]:
                self._lines.move_to_end(town)
            else:
                del self._lines[town]

    def _may_run(self, town: str) -> bool:
        newest = next((at for one, at in reversed(self._asked.items()) if one != town), None)
        alone = newest is None or self._clock() - newest > ABOUT
        return self._running[town] < (max(self._most - 1, 1) if alone else 1)
