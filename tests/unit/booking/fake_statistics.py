"""Figures in memory: searches are counted; only the database sums appointments up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from booking.domain.statistics import Figures, Group, Searched, SearchKey


@dataclass
class FakeStatistics:
    """Keeps what was searched in a dictionary."""

    kept: dict[SearchKey, Searched] = field(default_factory=dict)

    def of(self, group: Group, first: date, last: date) -> tuple[Figures, ...]:
        """Refuse."""
        raise LookupError("the database alone sums appointments up")

    def minutes(self, group: Group, first: date, last: date, desks: Sequence[str]) -> Mapping[str, int]:
        """Refuse."""
        raise LookupError("the database alone sums minutes up")

    def searched(self, group: Group, first: date, last: date) -> Mapping[str, Searched]:
        """Return how often was searched; nobody searches for a desk."""
        found: dict[str, Searched] = {}
        for key, counted in self.kept.items():
            names = {"procedure": key.procedure, "weekday": str(key.day.isoweekday()), "hour": f"{key.hour:02}"}
            if first <= key.day <= last and group in names and bool(key.procedure) == (group == "procedure"):
                found[names[group]] = found.get(names[group], Searched()) + counted
        return found

    def keep_searches(self, counted: Mapping[SearchKey, Searched]) -> None:
        """Add to what is counted."""
        for key, more in counted.items():
            self.kept[key] = self.kept.get(key, Searched()) + more
