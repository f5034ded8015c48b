"""The search for free times, over sets of steps. It proposes honestly; the constraint in the database decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, reduce
from operator import attrgetter, or_

from booking.domain.caps import NONE_FULL, FullDays
from booking.domain.catalogue import Section, buffer, duration
from booking.domain.interpreter import Interpreter
from booking.domain.procedure import Procedure
from booking.domain.slot import Interval, Slot
from booking.domain.steps import STEP, Steps, indices, too_close
from booking.domain.timetable import Lane, Timetable, timetable
from booking.domain.town import Town

Taken = Mapping[str, int]
"""The taken steps of each desk, over the steps of the search."""


@dataclass(frozen=True)
class Search:
    """A question for free times: these procedures together, asked at this moment; the rest narrows it."""

    section: Section
    town: Town
    procedures: tuple[Procedure, ...]
    now: datetime
    persons: int = 1
    office: str | None = None
    language: str | None = None
    interpreter: Interpreter | None = None
    full: FullDays = NONE_FULL
    # In place of the lead time of town and desks, where staff books for somebody who is on the line.
    lead_minutes: int | None = None

    @cached_property
    def timetable(self) -> Timetable:
        """The opening hours from today on."""
        return timetable(self.section, self.town, self.town.day_of(self.now))

    @property
    def steps(self) -> Steps:
        """The steps that are searched."""
        return self.timetable.steps

    @cached_property
    def length(self) -> timedelta:
        """How long the appointment takes."""
        return duration(self.procedures, self.persons)

    @cached_property
    def buffer(self) -> timedelta:
        """How long the desk is taken after it."""
        return buffer(self.procedures)

    @property
    def days(self) -> tuple[date, ...]:
        """All days that are released for booking."""
        return self.timetable.days

    def free(self, taken: Taken) -> "Free":
        """Return all free times."""
        if not all(procedure.video.allowed for procedure in self.procedures):
            return Free(self, ())
        length = (self.length + self.buffer) // STEP
        at_home = all(procedure.at_home for procedure in self.procedures)
        windows: dict[tuple[int | None, int | None], int] = {}
        found = []
        for lane in self._lanes():
            limits = (lane.desk.lead_minutes, lane.desk.horizon_hours)
            if limits not in windows:
                windows[limits] = self._window(*limits) & self._interpreted
            starts = self.timetable.starts(lane, length, at_home=at_home) & windows[limits]
            if self.full is not NONE_FULL:
                starts &= ~self._on(self.full.of(lane.office.key))
            if mine := taken.get(lane.desk.key):
                starts &= ~too_close(mine, length)
            if starts:
                found.append((lane, starts))
        return Free(self, tuple(found))

    def on(self, day: date, taken: Taken) -> tuple[tuple[Slot, ...], ...]:
        """Return the free times of a day, earliest first; for each the slots of all desks that could take it."""
        return self.free(taken).every_desk(day)

    def at(self, begins_at: datetime, taken: Taken) -> tuple[Slot, ...]:
        """Return the slots that begin at exactly this moment; none if it is not offered."""
        return self.free(taken).at(begins_at)

    def slot(self, lane: Lane, day: date, begins_at: datetime) -> Slot:
        """Return the slot of a desk."""
        time = Interval(begins_at, begins_at + self.length)
        return Slot(lane.office.key, lane.desk.key, day, time, self.buffer)

    def _lanes(self) -> Iterator[Lane]:
        """Yield the desks that do all that is wanted."""
        keys = {procedure.key for procedure in self.procedures}
        for lane in self.timetable.lanes:
            if self.office in (None, lane.office.key) and lane.desk.serves(keys) and lane.desk.speaks(self.language):
                yield lane

    def _window(self, lead_minutes: int | None, horizon_hours: int | None) -> int:
        """Return between which steps a desk may be booked: after the lead time, until the horizon."""
        lead = self.section.lead_minutes if lead_minutes is None else lead_minutes
        if self.lead_minutes is not None:
            lead = self.lead_minutes
        begin = max(self.now + timedelta(minutes=lead), *self._beginnings)
        end = min(self.town.midnight(self._last_released + timedelta(days=1)), *self._ends)
        if horizon_hours is not None:
            end = min(end, self.now + timedelta(hours=horizon_hours))
        return self.steps.between(self.steps.until(begin), self.steps.until(end))

    @cached_property
    def _interpreted(self) -> int:
        """The steps at which an interpreter can be there until the end; all of them where none is wanted."""
        wanted, whole = self.interpreter, self.steps.between(0, self.steps.count)
        if wanted is None:
            return whole
        asked = self.steps.between(self.steps.until(self.now + timedelta(hours=wanted.lead_hours)), self.steps.count)
        if not wanted.hours:
            return asked
        found, length = 0, self.length // STEP
        for span in (span for day in self.days for span in wanted.on(day, self.town)):
            last = self.steps.before(span.ends_at) - length + 1
            found |= self.steps.between(self.steps.until(span.begins_at), last)
        return found & asked

    def _on(self, days: frozenset[date]) -> int:
        """Return all steps of some days."""
        bounds = self.timetable.bounds
        return reduce(or_, (self.steps.between(*bounds[day]) for day in days if day in bounds), 0)

    @cached_property
    def _beginnings(self) -> tuple[datetime, ...]:
        """From when on the procedures are valid; now, where they say nothing."""
        firsts = (procedure.valid_from for procedure in self.procedures)
        return (self.now, *(self.town.midnight(day) for day in firsts if day))

    @cached_property
    def _ends(self) -> tuple[datetime, ...]:
        """Until when the procedures are valid; the end of the steps, where they say nothing."""
        lasts = (procedure.valid_until for procedure in self.procedures)
        whole = self.steps.moment(self.steps.count)
        return (whole, *(self.town.midnight(day + timedelta(days=1)) for day in lasts if day))

    @property
    def _last_released(self) -> date:
        """The last day that may be booked: a new one opens every day at the hour at which the town releases it."""
        opened = self.town.at(self.days[0], self.section.release_at) <= self.now
        return self.days[-1] if opened else self.days[-1] - timedelta(days=1)


@dataclass(frozen=True)
class Free:
    """What a search found: for each desk the steps at which the appointment may begin."""

    search: Search
    lanes: tuple[tuple[Lane, int], ...]

    @cached_property
    def union(self) -> int:
        """The steps at which any desk is free."""
        return reduce(or_, (starts for _, starts in self.lanes), 0)

    def without(self, begins_at: datetime) -> "Free":
        """Return it without what begins at this moment; times that only overlap it stay."""
        other = ~self.search.steps.bit(self.search.steps.before(begins_at))
        return Free(self.search, tuple((lane, starts & other) for lane, starts in self.lanes))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days with a free time."""
        steps, union, bounds = self.search.steps, self.union, self.search.timetable.bounds.items()
        return tuple(day for day, (begin, end) in bounds if steps.part(union, begin, end)) if union else ()

    @property
    def first(self) -> Slot | None:
        """The very next free time."""
        return self.first_from(self.search.steps.begins_at)

    def first_from(self, moment: datetime) -> Slot | None:
        """Return the next free time that does not begin before a moment."""
        steps = self.search.steps
        left = self.union & steps.between(steps.until(moment), steps.count)
        return self.at(steps.moment(steps.count - left.bit_length()))[0] if left else None

    def on(self, day: date) -> tuple[Slot, ...]:
        """Return the free times of a day, earliest first, each at the first desk that is free then."""
        begin, end = self.search.timetable.bounds[day]
        part, open_ = self.search.steps.part, self.search.steps.part(self.union, begin, end)
        found = []
        for lane, starts in self.lanes:
            if new := part(starts, begin, end) & open_:
                open_ ^= new
                found += [self._slot(lane, day, begin + index) for index in indices(new, end - begin)]
                if not open_:
                    break
        return tuple(sorted(found, key=attrgetter("time.begins_at")))

    def every_desk(self, day: date) -> tuple[tuple[Slot, ...], ...]:
        """Return the free times of a day, each with the slots of all desks."""
        bounds = self.search.timetable.bounds.get(day)
        found: dict[int, list[Slot]] = {}
        if bounds is not None:
            for lane, starts in self.lanes:
                for index in indices(self.search.steps.part(starts, *bounds), bounds[1] - bounds[0]):
                    found.setdefault(index, []).append(self._slot(lane, day, bounds[0] + index))
        return tuple(tuple(found[index]) for index in sorted(found))

    def at(self, begins_at: datetime) -> tuple[Slot, ...]:
        """Return the slots of all desks at exactly this moment."""
        steps, day = self.search.steps, self.search.town.day_of(begins_at)
        index = steps.before(begins_at)
        if day not in self.search.timetable.bounds or steps.moment(index) != begins_at:
            return ()
        return tuple(self._slot(lane, day, index) for lane, starts in self.lanes if starts & steps.bit(index))

    def _slot(self, lane: Lane, day: date, index: int) -> Slot:
        return self.search.slot(lane, day, self.search.steps.moment(index))


def nearest(free: Sequence[Slot], wished: datetime, count: int) -> tuple[Slot, ...]:
    """Return the slots nearest to a wish, in order of time."""
    by_distance = sorted(free, key=lambda slot: abs(slot.time.begins_at - wished))
    return tuple(sorted(by_distance[:count], key=lambda slot: slot.time.begins_at))


__all__ = ["Free", "Search", "Taken", "Town", "nearest"]
