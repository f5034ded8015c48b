"""Times: intervals of moments. A slot is an interval at a desk, with what the desk needs afterwards."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, order=True)
class Interval:
    """The time from one moment to a later one, the later one excluded."""

    begins_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Interval") -> bool:
        """Tell whether both share a moment."""
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at


@dataclass(frozen=True)
class Slot:
    """A piece of capacity: one desk for one interval; `day` is the town's calendar day on which it begins."""

    office: str
    desk: str
    day: date
    time: Interval
    buffer: timedelta = timedelta()

    @property
    def busy(self) -> Interval:
        """How long the desk is taken: the citizen's time and the clerk's work after it."""
        return Interval(self.time.begins_at, self.time.ends_at + self.buffer)
