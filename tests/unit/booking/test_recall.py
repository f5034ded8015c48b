"""Somebody came too late or not at all, and is taken after all."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.domain.errors import TimeTaken, TooLate, TooSoon
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.open_by_number import issue_pin, known_pin
from booking.use_cases.queries import free_times
from booking.use_cases.recall_citizen import RECALLED_WITHIN, recall_citizen
from booking.use_cases.settle_by_hand import Outcome, settle_by_hand
from chassis.testing.fakes import FakeClock
from contracts.booking import AppointmentConfirmed, AppointmentMissed
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

PAPER = "meldebescheinigung"
SOON = timedelta(minutes=15)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def unit(clock: FakeClock) -> FakeBookingUnit:
    return FakeBookingUnit(clock=clock)


@pytest.fixture
def late(unit: FakeBookingUnit, clock: FakeClock) -> Appointment:
    """An appointment that began some minutes ago."""
    day = next(one for one in free_times(unit, [PAPER]).days if len(one.slots) > 2)
    begins_at = day.slots[0].time.begins_at
    booked = confirm_appointment(unit, hold_time(unit, Wish((PAPER,), begins_at, uuid4())).id, CITIZEN, ports(unit))
    clock.now = begins_at + timedelta(minutes=6)
    return booked


@pytest.mark.parametrize("outcome", ["missed", "late"])
def test_who_is_noted_as_late_or_missing_gets_the_next_time_with_all_they_typed(
    unit: FakeBookingUnit, late: Appointment, outcome: Outcome
) -> None:
    settle_by_hand(unit, late.id, outcome, "c-1")
    again = recall_citizen(unit, late.id, late.begins_at + SOON, "c-1", ports(unit))
    assert (again.citizen, again.procedures, again.state) == (CITIZEN, (PAPER,), "confirmed")
    assert again.id != late.id
    assert unit.appointments.kept[late.id].outcome == outcome
    assert [type(event) for event in unit.events] == [AppointmentConfirmed, AppointmentMissed, AppointmentConfirmed]


def test_a_recall_notes_the_delay_and_a_second_click_is_the_same(unit: FakeBookingUnit, late: Appointment) -> None:
    first = recall_citizen(unit, late.id, late.begins_at + SOON, "c-1", ports(unit))
    assert unit.appointments.kept[late.id].outcome == "late"
    assert recall_citizen(unit, late.id, late.begins_at + SOON, "c-1", ports(unit)).id == first.id


def test_who_had_a_pin_or_gets_no_mail_has_a_new_one(unit: FakeBookingUnit, late: Appointment) -> None:
    plain = recall_citizen(unit, late.id, late.begins_at + SOON, "c-1", ports(unit))
    assert known_pin(unit, plain, ports(unit).keys) is None
    unit.appointments.remove(plain.id)
    issue_pin(unit, late, ports(unit).keys)
    again = recall_citizen(unit, late.id, late.begins_at + SOON, "c-1", ports(unit))
    assert known_pin(unit, again, ports(unit).keys)
    unit.appointments.remove(again.id)
    unit.pins.kept.clear()
    unit.appointments.save(replace(unit.appointments.kept[late.id], citizen=replace(CITIZEN, email=None)))
    silent = recall_citizen(unit, late.id, late.begins_at + SOON, "c-1", ports(unit))
    assert known_pin(unit, silent, ports(unit).keys)


def test_what_has_not_begun_was_called_off_or_is_long_over_is_not_recalled(
    unit: FakeBookingUnit, late: Appointment, clock: FakeClock
) -> None:
    clock.now = late.begins_at - timedelta(hours=1)
    with pytest.raises(TooSoon):
        recall_citizen(unit, late.id, late.begins_at + SOON, "c-1", ports(unit))
    clock.now = late.begins_at + RECALLED_WITHIN + timedelta(minutes=1)
    with pytest.raises(TooLate):
        recall_citizen(unit, late.id, clock.now + SOON, "c-1", ports(unit))
    clock.now = late.begins_at - timedelta(hours=1)
    cancel_appointment(unit, late.id, ports(unit))
    with pytest.raises(TooLate):
        recall_citizen(unit, late.id, late.begins_at + SOON, "c-1", ports(unit))


def test_a_taken_time_is_not_given_twice(unit: FakeBookingUnit, late: Appointment) -> None:
    begins_at = late.begins_at + SOON
    for _desk in range(2):
        other = recall_citizen(unit, late.id, begins_at, "c-1", ports(unit))
        unit.appointments.save(replace(other, key=uuid4()))
    with pytest.raises(TimeTaken):
        recall_citizen(unit, late.id, begins_at, "c-1", ports(unit))
