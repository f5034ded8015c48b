"""Times: intervals of moments, and where the free ones begin. A slot is an interval at a desk."""

from collections.abc import Iterator, Sequence
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


def free_starts(
    opening: Interval, taken: Sequence[Interval], length: timedelta, raster: timedelta, window: Interval
) -> Iterator[datetime]:
    """Yield each moment of the raster at which `length` fits into the opening and beside everything taken.

    The raster starts with the opening and is counted in absolute time, so an hour that the clock repeats or skips
    is offered twice or not at all.
    """
    blocks = sorted(block for block in taken if block.overlaps(opening))
    start = _on_raster(opening.begins_at, max(opening.begins_at, window.begins_at), raster)
    while start + length <= opening.ends_at and start < window.ends_at:
        wanted = Interval(start, start + length)
        blocker = next((block for block in blocks if block.overlaps(wanted)), None)
        if blocker is None:
            yield start
            start += raster
        else:
            start = _on_raster(opening.begins_at, max(blocker.ends_at, start + raster), raster)


def _on_raster(origin: datetime, earliest: datetime, raster: timedelta) -> datetime:
    """Return the first moment of the raster that is not before `earliest`."""
    steps = -((origin - earliest) // raster)
    return origin + steps * raster
