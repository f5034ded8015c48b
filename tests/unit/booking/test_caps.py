"""Caps of a day: an office or a procedure takes only so many, whatever desks are free."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.domain.catalogue import Section
from booking.domain.errors import TimeTaken
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.queries import free_times
from chassis.testing.fakes import FakeClock
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports, section

BEGINS = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
DAY = BEGINS.date()
PAPER, ADVICE = "meldebescheinigung", "beratung"


def capped(*, office: int | None = None, procedure: int | None = None) -> FakeBookingUnit:
    told = section()
    offices = tuple(one.model_copy(update={"most_per_day": office}) for one in told.offices)
    procedures = tuple(
        one.model_copy(update={"most_per_day": procedure}) if one.key == PAPER else one for one in told.procedures
    )
    changed: Section = told.model_copy(update={"offices": offices, "procedures": procedures})
    return FakeBookingUnit(clock=FakeClock(), catalogue=changed)


def hold(unit: FakeBookingUnit, number: int, procedure: str = PAPER) -> Appointment:
    return hold_time(unit, Wish((procedure,), BEGINS + number * timedelta(minutes=15), uuid4()))


def days(unit: FakeBookingUnit, procedure: str) -> list[object]:
    return [day.day for day in free_times(unit, [procedure], DAY).days]


@pytest.mark.parametrize("cap", [{"office": 2}, {"procedure": 2}])
def test_a_full_day_is_neither_offered_nor_held(cap: dict[str, int]) -> None:
    unit = capped(**cap)
    assert DAY in days(unit, PAPER)
    hold(unit, 0), hold(unit, 1)
    assert DAY not in days(unit, PAPER)
    with pytest.raises(TimeTaken):
        hold(unit, 2)


def test_the_cap_of_a_procedure_leaves_the_others_alone() -> None:
    unit = capped(procedure=1)
    hold(unit, 0)
    assert DAY in days(unit, ADVICE)
    assert hold(unit, 1, ADVICE).state == "held"


def test_an_expired_hold_and_a_called_off_appointment_make_room_again() -> None:
    clock, unit = FakeClock(), capped(procedure=1)
    unit.clock = clock
    hold(unit, 0)
    clock.advance(minutes=unit.catalogue.hold_minutes)
    booked = confirm_appointment(unit, hold(unit, 1).id, CITIZEN, ports(unit))
    assert DAY not in days(unit, PAPER)
    cancel_appointment(unit, booked.id, ports(unit))
    assert DAY in days(unit, PAPER)


def test_moving_within_a_full_day_is_possible_and_into_one_is_not() -> None:
    unit = capped(procedure=1)
    booked = confirm_appointment(unit, hold(unit, 0).id, CITIZEN, ports(unit))
    assert move_appointment(unit, booked.id, BEGINS + timedelta(minutes=15), ports(unit)).slot.day == DAY
    elsewhere = free_times(unit, [PAPER], DAY + timedelta(days=1)).days[0].slots[0].time.begins_at
    other = hold_time(unit, Wish((PAPER,), elsewhere, uuid4()))
    other = confirm_appointment(unit, other.id, CITIZEN, ports(unit))
    with pytest.raises(TimeTaken):
        move_appointment(unit, other.id, BEGINS + timedelta(minutes=30), ports(unit))
