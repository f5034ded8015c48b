"""The citizen is reminded once, the day before, of the time that counts then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.domain.slot import Interval
from booking.entrypoints.jobs import due
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.remind_citizen import REMIND_CITIZEN, plan_reminder
from chassis.testing.fakes import FakeClock
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

THURSDAY = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def unit() -> FakeBookingUnit:
    return FakeBookingUnit()


@pytest.fixture
def booked(unit: FakeBookingUnit) -> Appointment:
    hold = hold_time(unit, Wish(("meldebescheinigung",), THURSDAY, uuid4()))
    return confirm_appointment(unit, hold.id, CITIZEN, ports(unit))


def remind(unit: FakeBookingUnit, booked: Appointment, now: datetime) -> list[str]:
    """Do the job at that moment and return the texts of all reminders so far."""
    assert isinstance(unit.clock, FakeClock)
    unit.clock.now = now
    due.jobs[REMIND_CITIZEN](unit.work, ports(unit), booked.id)
    return [mail.text for key, mail in unit.mails.items() if key.startswith("reminder")]


def test_the_reminder_comes_the_day_before_with_links_and_documents(unit: FakeBookingUnit, booked: Appointment) -> None:
    assert unit.due[REMIND_CITIZEN, booked.id] == THURSDAY - DAY
    (text,) = remind(unit, booked, THURSDAY - DAY)
    assert "Donnerstag, 26. November 2026, 07:30 Uhr" in text
    assert "Personalausweis oder Reisepass" in text
    assert "https://ostfildern.localhost/termin/zugang/1." in text


def test_a_repeated_job_reminds_once(unit: FakeBookingUnit, booked: Appointment) -> None:
    remind(unit, booked, THURSDAY - DAY)
    assert len(remind(unit, booked, THURSDAY - DAY)) == 1


def test_a_moved_appointment_is_reminded_of_its_new_time(unit: FakeBookingUnit, booked: Appointment) -> None:
    later = THURSDAY + timedelta(minutes=30)
    move_appointment(unit, booked.id, later, ports(unit))
    assert unit.due[REMIND_CITIZEN, booked.id] == later - DAY
    assert remind(unit, booked, THURSDAY - DAY) == []
    (text,) = remind(unit, booked, later - DAY)
    assert "08:00 Uhr" in text


def test_a_cancelled_appointment_is_not_reminded_of(unit: FakeBookingUnit, booked: Appointment) -> None:
    cancel_appointment(unit, booked.id, ports(unit))
    assert (REMIND_CITIZEN, booked.id) not in unit.due
    assert remind(unit, booked, THURSDAY - DAY) == []


def test_a_reminder_that_comes_too_late_is_left_out(unit: FakeBookingUnit, booked: Appointment) -> None:
    assert remind(unit, booked, THURSDAY) == []


def test_whoever_books_for_tomorrow_needs_no_reminder(unit: FakeBookingUnit, booked: Appointment) -> None:
    assert isinstance(unit.clock, FakeClock)
    unit.clock.now = THURSDAY - timedelta(hours=20)
    plan_reminder(unit, booked)
    assert (REMIND_CITIZEN, booked.id) not in unit.due


def test_the_day_before_is_the_same_hour_over_a_clock_change(unit: FakeBookingUnit, booked: Appointment) -> None:
    assert isinstance(unit.clock, FakeClock)
    unit.clock.now = datetime(2026, 10, 1, tzinfo=UTC)
    sunday = datetime(2026, 10, 25, 7, 30, tzinfo=UTC)
    moved = replace(booked, slot=replace(booked.slot, time=Interval(sunday, sunday + timedelta(minutes=10))))
    plan_reminder(unit, moved)
    assert unit.due[REMIND_CITIZEN, booked.id] == datetime(2026, 10, 24, 6, 30, tzinfo=UTC)
