"""Interpreters: asked for in the search, and offered only where they can come."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from booking.domain.errors import TimeTaken
from booking.domain.interpreter import Interpreter
from booking.domain.time_filter import TimeFilter
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.queries import free_days, interpreters_for
from chassis.testing.fakes import FakeClock
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports, section

MONDAY = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
SIGNED = "Ukrainisch"
HOURS = {"days": ["mo"], "opens": "14:00", "closes": "15:45"}


def unit(**rules: object) -> FakeBookingUnit:
    told = section()
    interpreters = (Interpreter(name="Englisch"), Interpreter.model_validate({"name": SIGNED, **rules}))
    return FakeBookingUnit(clock=FakeClock(), catalogue=told.model_copy(update={"interpreters": interpreters}))


def wanted(begins_at: datetime) -> Wish:
    return Wish(("meldebescheinigung",), begins_at, uuid4(), interpreter=SIGNED)


def test_a_name_alone_is_an_interpreter_who_can_always_come() -> None:
    assert Interpreter.model_validate("Türkisch") == Interpreter(name="Türkisch")
    town = unit()
    everything = free_days(town, ["meldebescheinigung"])
    assert free_days(town, ["meldebescheinigung"], only=TimeFilter(interpreter="Englisch")) == everything


def test_only_times_are_found_at_which_the_interpreter_stays_until_the_end() -> None:
    town = unit(hours=[HOURS])
    found = free_days(town, ["meldebescheinigung"], only=TimeFilter(interpreter=SIGNED))
    assert {day.day.weekday() for day in found} == {0}
    clocks = [f"{slot.time.begins_at.astimezone(town.tenant.zone):%H:%M}" for slot in found[0].slots]
    assert clocks == ["15:00", "15:15", "15:30"]  # ten minutes each, so that the last one ends in time
    longer = free_days(town, ["ummeldung"], only=TimeFilter(interpreter=SIGNED))
    assert f"{longer[0].slots[-1].time.begins_at.astimezone(town.tenant.zone):%H:%M}" == "15:15"


def test_an_interpreter_who_is_asked_late_cannot_come() -> None:
    town = unit(lead_hours=24 * 7)
    found = free_days(town, ["meldebescheinigung"], only=TimeFilter(interpreter=SIGNED))
    assert found[0].day >= (town.clock() + timedelta(days=7)).date()


def test_no_other_time_is_held_or_moved_to_and_the_form_offers_who_can_come() -> None:
    town = unit(hours=[HOURS])
    with pytest.raises(TimeTaken):
        hold_time(town, wanted(MONDAY + timedelta(minutes=45)))
    hold = hold_time(town, wanted(MONDAY))
    assert interpreters_for(town, hold) == ("Englisch", SIGNED)
    signed = CITIZEN.__class__(given_names="E", family_name="M", email="e@example.org", interpreter=SIGNED)
    booked = confirm_appointment(town, hold.id, signed, ports(town))
    with pytest.raises(TimeTaken):
        move_appointment(town, booked.id, MONDAY + timedelta(minutes=45), ports(town))
    plain = hold_time(town, Wish(("meldebescheinigung",), MONDAY + timedelta(minutes=45), uuid4()))
    assert interpreters_for(town, plain) == ("Englisch",)
