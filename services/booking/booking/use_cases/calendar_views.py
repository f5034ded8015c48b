"""Free times as a month and as a week, so that a full calendar is seen at a glance and said kindly."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from booking.domain.search import Search
from booking.domain.slot import Slot
from booking.domain.time_filter import ANY_TIME, TimeFilter
from booking.use_cases.ports import BookingUnit
from booking.use_cases.queries import FreeDay, free_days, search_for

DayState = Literal["free", "full", "closed", "beyond"]


@dataclass(frozen=True)
class DayCell:
    """A day of the calendar: free times, all taken, closed, or not released for booking."""

    day: date
    state: DayState
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class CalendarPage:
    """Weeks of seven days from Monday on, and where the pages before and after begin, as far as there is something."""

    first: date
    weeks: tuple[tuple[DayCell, ...], ...]
    earlier: date | None
    later: date | None
    next_free: date | None

    @property
    def is_full(self) -> bool:
        """Tell whether nothing on this page is free."""
        return not any(cell.state == "free" for week in self.weeks for cell in week)


def month_view(
    unit: BookingUnit,
    procedures: Iterable[str],
    month: date | None = None,
    *,
    persons: int = 1,
    only: TimeFilter = ANY_TIME,
) -> CalendarPage:
    """Return the month that holds a day, the current one or the nearest that may be booked."""
    view = _View.of(unit, procedures, persons, only)
    first = view.within(month).replace(day=1)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    cells = tuple(tuple(view.cell(day) for day in week if day.month == first.month) for week in weeks)
    return view.page(first, cells, first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1))


def week_view(
    unit: BookingUnit,
    procedures: Iterable[str],
    start: date | None = None,
    *,
    persons: int = 1,
    only: TimeFilter = ANY_TIME,
) -> CalendarPage:
    """Return the week that holds a day, the current one or the nearest that may be booked."""
    view = _View.of(unit, procedures, persons, only)
    day = view.within(start)
    first = day - timedelta(days=day.weekday())
    week = tuple(view.cell(first + timedelta(days=offset)) for offset in range(7))
    return view.page(first, (week,), first - timedelta(days=1), first + timedelta(days=7))


@dataclass(frozen=True)
class _View:
    free: dict[date, FreeDay]
    open: frozenset[date]
    days: tuple[date, ...]

    @classmethod
    def of(cls, unit: BookingUnit, procedures: Iterable[str], persons: int, only: TimeFilter) -> "_View":
        keys = tuple(procedures)
        search: Search = only.narrow(search_for(unit, keys, persons))
        free = {one.day: one for one in free_days(unit, keys, persons=persons, only=only)}
        return cls(free, frozenset(search.free({}).days), search.days)

    def within(self, wanted: date | None) -> date:
        """Return the wanted day, or the nearest to it that may be booked; by default the first free one."""
        if wanted is None:
            return next(iter(self.free), self.days[0])
        return min(max(wanted, self.days[0]), self.days[-1])

    def cell(self, day: date) -> DayCell:
        if day in self.free:
            return DayCell(day, "free", self.free[day].slots)
        if not self.days[0] <= day <= self.days[-1]:
            return DayCell(day, "beyond")
        return DayCell(day, "full" if day in self.open else "closed")

    def page(self, first: date, weeks: tuple[tuple[DayCell, ...], ...], before: date, after: date) -> CalendarPage:
        return CalendarPage(
            first=first,
            weeks=weeks,
            earlier=before if before >= self.days[0] else None,
            later=after if after <= self.days[-1] else None,
            next_free=next((day for day in self.free if day >= after), next(iter(self.free), None)),
        )
