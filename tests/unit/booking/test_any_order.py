"""Whatever happens in whatever order: no desk is sold twice, and every free time is found, also as clocks change.

The machine compares the bits with a slow model that knows appointments, hours and clocks only.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from booking.domain.appointment import Appointment
from booking.domain.catalogue import Desk, Section
from booking.domain.errors import BookingError, TimeTaken
from booking.domain.opening import openings
from booking.domain.search import Search
from booking.domain.slot import Interval
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.queries import search_for
from chassis.testing.fakes import FakeClock
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

BEFORE_SUMMER_TIME = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
BEFORE_WINTER_TIME = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
EVERY_DAY = ["mo", "di", "mi", "do", "fr", "sa", "so"]
PROCEDURES = (
    {"key": "short", "minutes": 15, "buffer_minutes": 0},
    {"key": "long", "minutes": 25, "buffer_minutes": 10},
)
HOURS = (("01:00", "04:30"), ("00:00", "03:05"), ("02:15", "02:55"), ("22:00", "24:00"))


def catalogue(hours: tuple[str, str], raster: int) -> Section:
    """Return a small town that is open while the clocks change."""
    opening = {"days": EVERY_DAY, "opens": hours[0], "closes": hours[1], "on_holidays": True}
    told = {"summary": "", "group": "", "identity_level": "none"}
    desks: list[dict[str, Any]] = [
        {"key": "a", "name": "A"},
        {"key": "b", "name": "B", "procedures": ["short"], "raster_minutes": raster},
    ]
    return Section.model_validate(
        {
            "lead_minutes": 30,
            "horizon_days": 1,
            "procedures": [{"name": one["key"], **one, **told} for one in PROCEDURES],
            "offices": [{"key": "o", "name": "O", "hours": [opening], "desks": desks}],
        }
    )


class AnyOrder(RuleBasedStateMachine):
    """One town over the night of a clock change."""

    begin = BEFORE_SUMMER_TIME

    def __init__(self) -> None:
        super().__init__()
        self.unit = FakeBookingUnit(catalogue=catalogue(HOURS[0], 10))
        assert isinstance(self.unit.clock, FakeClock)
        self.clock = self.unit.clock
        self.clock.now = self.begin
        self.ports = ports(self.unit)

    @rule(keys=st.sampled_from([("short",), ("long",), ("short", "long")]), pick=st.integers(0, 40))
    def hold(self, keys: tuple[str, ...], pick: int) -> None:
        if free := self._free(keys):
            begins_at = free[pick % len(free)]
            held = hold_time(self.unit, Wish(keys, begins_at, uuid4()))
            assert held.begins_at == begins_at

    @rule(keys=st.sampled_from([("short",), ("long",)]), minutes=st.integers(0, 30 * 60))
    def wish_for_anything(self, keys: tuple[str, ...], minutes: int) -> None:
        begins_at = self.begin + timedelta(minutes=minutes)
        free = begins_at in self._free(keys)
        try:
            hold_time(self.unit, Wish(keys, begins_at, uuid4()))
        except TimeTaken:
            assert not free
        else:
            assert free

    @precondition(lambda self: self.unit.appointments.kept)
    @rule(pick=st.integers(0, 40))
    def confirm(self, pick: int) -> None:
        with suppress(BookingError):
            confirm_appointment(self.unit, self._pick(pick).id, CITIZEN, self.ports)

    @precondition(lambda self: self.unit.appointments.kept)
    @rule(pick=st.integers(0, 40), where=st.integers(0, 40))
    def change(self, pick: int, where: int) -> None:
        mine = self._pick(pick)
        if mine.state == "confirmed" and (free := self._free(tuple(item.procedure for item in mine.items))):
            with suppress(BookingError):
                move_appointment(self.unit, mine.id, free[where % len(free)], self.ports)

    @precondition(lambda self: self.unit.appointments.kept)
    @rule(pick=st.integers(0, 40))
    def cancel(self, pick: int) -> None:
        mine = self._pick(pick)
        if mine.state == "confirmed":
            with suppress(BookingError):
                cancel_appointment(self.unit, mine.id, self.ports)

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    @rule(hours=st.sampled_from(HOURS), raster=st.sampled_from([5, 10, 15]))
    def hours_change(self, hours: tuple[str, str], raster: int) -> None:
        self.unit.catalogue = catalogue(hours, raster)

    @invariant()
    def no_desk_is_sold_twice(self) -> None:
        live = [one for one in self.unit.appointments.kept.values() if self._counts(one)]
        for index, one in enumerate(live):
            for other in live[index + 1 :]:
                assert one.slot.desk != other.slot.desk or not one.slot.busy.overlaps(other.slot.busy)

    @invariant()
    def what_is_free_is_found_and_nothing_else(self) -> None:
        for keys in (("short",), ("long",), ("short", "long")):
            assert self._free(keys) == self._model(keys)

    def _free(self, keys: tuple[str, ...]) -> list[datetime]:
        search = search_for(self.unit, keys)
        free = search.free(self.unit.appointments.taken(search.steps, search.now))
        return [slot.time.begins_at for day in free.days for slot in free.on(day)]

    def _model(self, keys: tuple[str, ...]) -> list[datetime]:
        """Return the free times by trying every minute that a desk's raster names."""
        search, found = search_for(self.unit, keys), set()
        for office in self.unit.catalogue.offices:
            for desk in office.desks:
                if desk.serves(keys):
                    for day in search.days:
                        for opening in openings(office, desk, day, search.town):
                            found |= set(self._starts(desk, opening, search))
        return sorted(found)

    def _starts(self, desk: Desk, opening: Interval, search: Search) -> list[datetime]:
        raster = timedelta(minutes=desk.raster_minutes or self.unit.catalogue.raster_minutes)
        earliest = self.clock.now + timedelta(minutes=self.unit.catalogue.lead_minutes)
        begins_at, found = opening.begins_at, []
        while begins_at + search.length + search.buffer <= opening.ends_at:
            busy = Interval(begins_at, begins_at + search.length + search.buffer)
            if begins_at >= earliest and not any(busy.overlaps(other) for other in self._busy(desk)):
                found.append(begins_at)
            begins_at += raster
        return found

    def _busy(self, desk: Desk) -> list[Interval]:
        mine = (one for one in self.unit.appointments.kept.values() if one.slot.desk == desk.key)
        return [one.slot.busy for one in mine if self._counts(one)]

    def _counts(self, one: Appointment) -> bool:
        return one.state == "confirmed" or one.is_held(self.clock.now)

    def _pick(self, number: int) -> Appointment:
        kept = list(self.unit.appointments.kept.values())
        return kept[number % len(kept)]


class AnyOrderInAutumn(AnyOrder):
    """The night in which an hour comes twice."""

    begin = BEFORE_WINTER_TIME


ENOUGH = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestInSpring = AnyOrder.TestCase
TestInSpring.settings = ENOUGH
TestInAutumn = AnyOrderInAutumn.TestCase
TestInAutumn.settings = ENOUGH
