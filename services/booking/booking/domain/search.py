"""The search for free times. It proposes honestly; the constraint in the database decides.

Pure functions over one day: a later step may answer the same question from bitmaps in SQL.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking.domain.catalogue import Desk, Office, Procedure, Section, duration
from booking.domain.opening import openings
from booking.domain.slot import Interval, Slot, free_starts

Taken = Mapping[str, Sequence[Interval]]
"""What is taken, by desk."""


@dataclass(frozen=True)
class Town:
    """What the search has to know of a town beside its catalogue."""

    land: str
    zone: ZoneInfo

    def day_of(self, moment: datetime) -> date:
        """Return the calendar day in the town."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True)
class Search:
    """A question for free times: these procedures together, asked at this moment."""

    section: Section
    town: Town
    procedures: tuple[Procedure, ...]
    now: datetime

    @property
    def length(self) -> timedelta:
        """How long the appointment takes."""
        return duration(self.procedures)

    @property
    def days(self) -> tuple[date, ...]:
        """All days that are released for booking."""
        today = self.town.day_of(self.now)
        return tuple(today + timedelta(days=offset) for offset in range(self.section.horizon_days + 1))

    def on(self, day: date, taken: Taken) -> tuple[tuple[Slot, ...], ...]:
        """Return the free times of a day, earliest first; for each the slots of all desks that could take it."""
        found: dict[datetime, list[Slot]] = {}
        for office, desk in self._lanes():
            for slot in self._free_slots(office, desk, day, taken.get(desk.key, ())):
                found.setdefault(slot.time.begins_at, []).append(slot)
        return tuple(tuple(found[begins_at]) for begins_at in sorted(found))

    def at(self, begins_at: datetime, taken: Taken) -> tuple[Slot, ...]:
        """Return the slots that begin at exactly this moment; none if it is not offered."""
        free = self.on(self.town.day_of(begins_at), taken)
        return next((slots for slots in free if slots[0].time.begins_at == begins_at), ())

    def _lanes(self) -> Iterator[tuple[Office, Desk]]:
        """Yield the desks that do all that is wanted; ordinary ones come before those for demonstrations."""
        keys = [procedure.key for procedure in self.procedures]
        lanes = [(office, desk) for office in self.section.offices for desk in office.desks if desk.serves(keys)]
        yield from ((office, desk) for office, desk in lanes if not desk.demo)
        if self.section.demo:
            yield from ((office, desk) for office, desk in lanes if desk.demo)

    def _free_slots(self, office: Office, desk: Desk, day: date, taken: Sequence[Interval]) -> Iterator[Slot]:
        raster = timedelta(minutes=desk.raster_minutes or self.section.raster_minutes)
        window = self._window(desk)
        for opening in openings(office, desk, day, self.town.land, self.town.zone):
            for start in free_starts(opening, taken, self.length, raster, window):
                yield Slot(office.key, desk.key, day, Interval(start, start + self.length))

    def _window(self, desk: Desk) -> Interval:
        """Return between which moments the desk may be booked: after the lead time, until the horizon."""
        lead = self.section.lead_minutes if desk.lead_minutes is None else desk.lead_minutes
        horizon = timedelta(days=self.section.horizon_days + 1)
        if desk.horizon_hours is not None:
            horizon = timedelta(hours=desk.horizon_hours)
        return Interval(self.now + timedelta(minutes=lead), self.now + horizon)


def nearest(free: Sequence[Slot], wished: datetime, count: int) -> tuple[Slot, ...]:
    """Return the slots nearest to a wish, in order of time."""
    by_distance = sorted(free, key=lambda slot: abs(slot.time.begins_at - wished))
    return tuple(sorted(by_distance[:count], key=lambda slot: slot.time.begins_at))
