"""A town's opening hours as sets of steps: at which steps an appointment of some length may begin, desk by desk.

What is taken plays no part here, so that one timetable serves every search of a day.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from booking.domain.catalogue import Desk, Office, Section
from booking.domain.opening import openings
from booking.domain.steps import STEP, Steps
from booking.domain.town import Town


@dataclass(frozen=True)
class Lane:
    """A desk with its office."""

    office: Office
    desk: Desk


@dataclass(frozen=True, eq=False)
class Timetable:
    """All desks of a town over its horizon, from one calendar day on."""

    section: Section
    town: Town
    today: date
    _starts: dict[tuple[str, int, bool], int] = field(default_factory=dict, repr=False)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The town's calendar days that are released for booking."""
        return tuple(self.today + timedelta(days=offset) for offset in range(self.section.horizon_days + 1))

    @cached_property
    def steps(self) -> Steps:
        """The days of UTC that hold them, with a day more for what ends after midnight."""
        first = self.town.midnight(self.today).date()
        last = self.town.midnight(self.days[-1] + timedelta(days=1)).date()
        return Steps(first, (last - first).days + 2)

    @cached_property
    def bounds(self) -> dict[date, tuple[int, int]]:
        """The steps of each calendar day: 288, and 276 or 300 when the clocks change."""
        steps, midnights = self.steps, [self.town.midnight(day) for day in (*self.days, self._after)]
        edges = [steps.before(midnight) for midnight in midnights]
        return {day: (edges[index], edges[index + 1]) for index, day in enumerate(self.days)}

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        """All desks; ordinary ones come before those for demonstrations."""
        lanes = [Lane(office, desk) for office in self.section.offices for desk in office.desks]
        demo = [lane for lane in lanes if lane.desk.demo] if self.section.demo else []
        return tuple([lane for lane in lanes if not lane.desk.demo] + demo)

    def starts(self, lane: Lane, length: int, *, at_home: bool = True) -> int:
        """Return at which steps of the desk's raster `length` steps fit into its opening hours."""
        key = (lane.desk.key, length, at_home)
        if key not in self._starts:
            self._starts[key] = self._fitting(lane, length, at_home=at_home)
        return self._starts[key]

    def _fitting(self, lane: Lane, length: int, *, at_home: bool) -> int:
        raster = timedelta(minutes=lane.desk.raster_minutes or self.section.raster_minutes) // STEP
        found = 0
        for day in self.days:
            for opening in openings(lane.office, lane.desk, day, self.town, at_home=at_home):
                first, end = self.steps.until(opening.begins_at), self.steps.before(opening.ends_at)
                for index in range(first, end - length + 1, raster):
                    found |= self.steps.bit(index)
        return found

    @property
    def _after(self) -> date:
        return self.days[-1] + timedelta(days=1)


class SameSection:
    """Compares a section by identity: by its contents would cost more than the search."""

    def __init__(self, section: Section) -> None:
        self.section = section

    def __hash__(self) -> int:
        return id(self.section)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameSection) and other.section is self.section


def timetable(section: Section, town: Town, today: date) -> Timetable:
    """Return the timetable of that day, made once for each version of the catalogue."""
    return _made(SameSection(section), town, today)


@lru_cache(maxsize=1024)
def _made(same: SameSection, town: Town, today: date) -> Timetable:
    return Timetable(same.section, town, today)
