"""A month at the cashier's, day by day: what was assessed and what came, in cents."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Day:
    """One day; negative where more was taken back than assessed, or more went out than came."""

    date: date
    assessed: int = 0
    received: int = 0


@dataclass(frozen=True)
class Bar:
    """One bar of the plot, in its units; `y` is its upper edge."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Month:
    """All days of a month, those without bookings too."""

    days: tuple[Day, ...]

    @property
    def first(self) -> date:
        """The month's first day."""
        return self.days[0].date

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def assessed(self) -> int:
        """What the month came to in fees."""
        return sum(day.assessed for day in self.days)

    @property
    def received(self) -> int:
        """What the month came to in money."""
        return sum(day.received for day in self.days)

    @property
    def busy(self) -> tuple[Day, ...]:
        """The days on which something was booked."""
        return tuple(day for day in self.days if day.assessed or day.received)

    @property
    def top(self) -> int:
        """The highest line of the plot: a round amount above everything, at least ten euros."""
        return _round_above(max(1000, *(max(day.assessed, day.received) for day in self.days)))

    @property
    def bottom(self) -> int:
        """The lowest line: nothing, or a round amount below everything."""
        return -_round_above(max(0, *(-min(day.assessed, day.received) for day in self.days)))


def whole_month(first: date, booked: Mapping[date, tuple[int, int]]) -> Month:
    """Return the month that begins on a day, with what was booked on each."""
    return Month(tuple(Day(day, *booked.get(day, (0, 0))) for day in _days(first)))


def bars(month: Month, width: float, height: float) -> list[tuple[Day, Bar, Bar]]:
    """Return two bars for each day, assessed and received, side by side within the plot's size."""
    room, zero = width / len(month.days), _y(month, 0, height)
    found = []
    for place, day in enumerate(month.days):
        left = place * room

        def bar(amount: int, x: float) -> Bar:
            edge = _y(month, amount, height)
            return Bar(round(x, 1), round(min(edge, zero), 1), round(room * 0.38, 1), round(abs(edge - zero), 1))

        found.append((day, bar(day.assessed, left + room * 0.1), bar(day.received, left + room * 0.52)))
    return found


def _round_above(amount: int) -> int:
    """Return the next amount of one figure and noughts that is not below this one."""
    step = int("1" + "0" * (len(str(amount)) - 1))
    return math.ceil(amount / step) * step


def _y(month: Month, amount: int, height: float) -> float:
    return height * (month.top - amount) / (month.top - month.bottom)


def _days(first: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day.month == first.month:
        yield day
        day += timedelta(days=1)
