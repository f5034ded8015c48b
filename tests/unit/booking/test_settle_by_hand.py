"""What a clerk notes by hand is said to the others, once, and never before the time."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.domain.errors import TooLate, TooSoon, UnknownAppointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.settle_by_hand import settle_by_hand
from chassis.testing.fakes import FakeClock
from contracts.booking import AppointmentMissed
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

THURSDAY = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
CLERK = "staff:1"


@pytest.fixture
def unit() -> FakeBookingUnit:
    return FakeBookingUnit()


@pytest.fixture
def booked(unit: FakeBookingUnit) -> Appointment:
    held = hold_time(unit, Wish(("meldebescheinigung",), THURSDAY, uuid4()))
    return confirm_appointment(unit, held.id, CITIZEN, ports(unit))


@pytest.fixture
def begun(unit: FakeBookingUnit, booked: Appointment) -> Appointment:
    assert isinstance(unit.clock, FakeClock)
    unit.clock.now = booked.begins_at
    return booked


def missed(unit: FakeBookingUnit) -> int:
    return sum(isinstance(event, AppointmentMissed) for event in unit.events)


def test_who_did_not_come_is_noted_once_however_often_it_is_clicked(unit: FakeBookingUnit, begun: Appointment) -> None:
    for _ in range(2):
        settle_by_hand(unit, begun.id, "missed", CLERK)
    assert unit.appointments.kept[begun.id].state == "missed"
    assert missed(unit) == 1
    assert unit.audited.count(("noted appointment as missed", begun.id, CLERK)) == 1


def test_what_took_place_otherwise_is_done(unit: FakeBookingUnit, begun: Appointment) -> None:
    settle_by_hand(unit, begun.id, "done", CLERK)
    assert unit.appointments.kept[begun.id].state == "done"
    assert missed(unit) == 0


def test_nobody_has_missed_an_appointment_before_it_begins(unit: FakeBookingUnit, booked: Appointment) -> None:
    with pytest.raises(TooSoon):
        settle_by_hand(unit, booked.id, "missed", CLERK)


def test_what_has_ended_stays_as_it_ended(unit: FakeBookingUnit, begun: Appointment) -> None:
    settle_by_hand(unit, begun.id, "done", CLERK)
    with pytest.raises(TooLate):
        settle_by_hand(unit, begun.id, "missed", CLERK)
    with pytest.raises(UnknownAppointment):
        settle_by_hand(unit, uuid4(), "missed", CLERK)
