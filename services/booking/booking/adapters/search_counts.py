"""What one web process has counted of searches and not yet written."""

from datetime import datetime, timedelta
from threading import Lock

from booking.domain.statistics import Searched, SearchKey

KEPT_FOR = timedelta(seconds=10)


class SearchCounts:
    """Counters of all towns, shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted: dict[str, dict[SearchKey, Searched]] = {}
        self._written: dict[str, datetime] = {}

    def add(self, town: str, key: SearchKey, more: Searched) -> None:
        """Count."""
        with self._lock:
            counted = self._counted.setdefault(town, {})
            counted[key] = counted.get(key, Searched()) + more

    def take(self, town: str, now: datetime, *, only_if_due: bool) -> dict[SearchKey, Searched]:
        """Return what is to be written and count from nothing; nothing where the last time was a moment ago."""
        with self._lock:
            if only_if_due and now - self._written.setdefault(town, now) < KEPT_FOR:
                return {}
            self._written[town] = now
            return self._counted.pop(town, {})
