"""Time in steps of five minutes: a set of steps is one whole number, so that a month is searched by a few operations.

Days are those of UTC, which all have 288 steps: an hour that the town's clocks repeat or skip needs no case of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

STEP = timedelta(minutes=5)
STEPS_OF_DAY = timedelta(days=1) // STEP


@dataclass(frozen=True)
class Steps:
    """A run of days of UTC; the first step is the highest bit, as PostgreSQL writes bit strings."""

    first: date
    days: int

    @cached_property
    def count(self) -> int:
        """How many steps the run has."""
        return self.days * STEPS_OF_DAY

    @property
    def last(self) -> date:
        """The last day of the run."""
        return self.first + timedelta(days=self.days - 1)

    @cached_property
    def begins_at(self) -> datetime:
        """The moment of the first step."""
        return datetime.combine(self.first, time.min, UTC)

    def before(self, moment: datetime) -> int:
        """Return how many whole steps lie before a moment, within the run."""
        return min(max((moment - self.begins_at) // STEP, 0), self.count)

    def until(self, moment: datetime) -> int:
        """Return how many steps it takes to reach a moment, a broken one counted whole."""
        return min(max(-((self.begins_at - moment) // STEP), 0), self.count)

    def moment(self, index: int) -> datetime:
        """Return when a step begins."""
        return self.begins_at + index * STEP

    def between(self, begin: int, end: int) -> int:
        """Return the set of the steps from one index to another, the latter excluded."""
        return (1 << (self.count - begin)) - (1 << (self.count - end)) if begin < end else 0

    def within(self, begins_at: datetime, ends_at: datetime) -> int:
        """Return the set of all steps that share a moment with an interval."""
        return self.between(self.before(begins_at), self.until(ends_at))

    def bit(self, index: int) -> int:
        """Return the set of one step."""
        return 1 << (self.count - 1 - index)

    def part(self, of: int, begin: int, end: int) -> int:
        """Return a piece of a set, cut to the steps from one index to another."""
        return (of >> (self.count - end)) & ((1 << (end - begin)) - 1)


def too_close(taken: int, length: int) -> int:
    """Return the steps at which something of `length` steps cannot begin because it would meet what is taken.

    Shift-and-or with doubled strides: a length of 48 steps takes six operations, not 48.
    """
    blocked, reach = taken, 1
    while reach < length:
        stride = min(reach, length - reach)
        blocked |= blocked << stride
        reach += stride
    return blocked


def indices(of: int, width: int) -> Iterator[int]:
    """Yield the positions of a set of `width` steps, earliest first."""
    while of:
        top = of.bit_length()
        yield width - top
        of ^= 1 << (top - 1)
