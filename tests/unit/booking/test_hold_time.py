"""A hold belongs to one citizen for some minutes, and to nobody afterwards."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from booking.domain.appointment import MOST_EXTENSIONS
from booking.domain.errors import ExtensionsUsedUp, HoldExpired, TimeTaken, UnknownProcedure
from booking.domain.number import ALPHABET, new_number
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.extend_hold import extend_hold
from booking.use_cases.hold_time import RELEASE_HOLD, Wish, hold_time
from booking.use_cases.queries import alternatives
from booking.use_cases.release_hold import release_hold, tidy_expired_hold
from chassis.testing.fakes import FakeClock
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, one_desk, ports, section

THURSDAY = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)


def wish(begins_at: datetime = THURSDAY, *, click: UUID | None = None, procedure: str = "meldebescheinigung") -> Wish:
    return Wish((procedure,), begins_at, click or uuid4())


@pytest.fixture
def unit() -> FakeBookingUnit:
    return FakeBookingUnit(catalogue=one_desk(section()))


@pytest.fixture
def clock(unit: FakeBookingUnit) -> FakeClock:
    assert isinstance(unit.clock, FakeClock)
    return unit.clock


def test_a_hold_takes_its_time_from_others(unit: FakeBookingUnit) -> None:
    hold_time(unit, wish())
    with pytest.raises(TimeTaken):
        hold_time(unit, wish())


def test_a_second_desk_serves_a_second_citizen(unit: FakeBookingUnit) -> None:
    unit.catalogue = section()
    assert hold_time(unit, wish()).slot.desk != hold_time(unit, wish()).slot.desk


def test_a_double_click_holds_one_time(unit: FakeBookingUnit) -> None:
    unit.catalogue = section()
    click = uuid4()
    assert hold_time(unit, wish(click=click)).id == hold_time(unit, wish(click=click)).id


def test_another_time_on_the_same_page_is_another_hold(unit: FakeBookingUnit) -> None:
    click = uuid4()
    first = hold_time(unit, wish(click=click))
    assert hold_time(unit, wish(THURSDAY + timedelta(minutes=15), click=click)).id != first.id


def test_an_expired_hold_loses_to_a_new_one(unit: FakeBookingUnit, clock: FakeClock) -> None:
    lost = hold_time(unit, wish())
    clock.advance(minutes=10)
    won = hold_time(unit, wish())
    assert unit.appointments.find(lost.id) is None
    assert unit.appointments.find(won.id) == won


def test_the_same_click_after_expiry_makes_a_new_hold(unit: FakeBookingUnit, clock: FakeClock) -> None:
    click = uuid4()
    lost = hold_time(unit, wish(click=click))
    clock.advance(minutes=10)
    assert hold_time(unit, wish(click=click)).id != lost.id


def test_confirming_an_expired_hold_fails_cleanly(unit: FakeBookingUnit, clock: FakeClock) -> None:
    hold = hold_time(unit, wish())
    clock.advance(minutes=10)
    with pytest.raises(HoldExpired):
        confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    assert (unit.events, unit.mails) == ([], {})


def test_a_time_that_is_not_offered_cannot_be_held(unit: FakeBookingUnit) -> None:
    with pytest.raises(TimeTaken):
        hold_time(unit, wish(THURSDAY + timedelta(minutes=7)))
    with pytest.raises(TimeTaken):
        hold_time(unit, wish(THURSDAY - timedelta(days=7)))


def test_a_procedure_that_is_not_offered_cannot_be_held(unit: FakeBookingUnit) -> None:
    with pytest.raises(UnknownProcedure):
        hold_time(unit, wish(procedure="heirat"))


def test_an_extended_hold_has_its_full_time_again(unit: FakeBookingUnit, clock: FakeClock) -> None:
    hold = hold_time(unit, wish())
    clock.advance(minutes=9)
    extended = extend_hold(unit, hold.id)
    assert extended.held_until == clock() + timedelta(minutes=10)
    assert unit.due[RELEASE_HOLD, hold.id] == extended.held_until


def test_a_hold_cannot_be_extended_for_ever(unit: FakeBookingUnit) -> None:
    hold = hold_time(unit, wish())
    for _ in range(MOST_EXTENSIONS):
        extend_hold(unit, hold.id)
    with pytest.raises(ExtensionsUsedUp):
        extend_hold(unit, hold.id)


def test_a_released_hold_frees_its_time_at_once(unit: FakeBookingUnit) -> None:
    release_hold(unit, hold_time(unit, wish()).id)
    assert unit.due == {}
    hold_time(unit, wish())


def test_tidying_up_spares_what_was_extended_or_confirmed(unit: FakeBookingUnit, clock: FakeClock) -> None:
    hold = hold_time(unit, wish())
    clock.advance(minutes=9)
    extend_hold(unit, hold.id)
    clock.advance(minutes=5)
    tidy_expired_hold(unit, hold.id)
    assert unit.appointments.find(hold.id) is not None
    clock.advance(minutes=5)
    tidy_expired_hold(unit, hold.id)
    assert unit.appointments.find(hold.id) is None


def test_the_loser_gets_the_nearest_free_times(unit: FakeBookingUnit) -> None:
    lost = THURSDAY + timedelta(minutes=30)
    hold_time(unit, wish(lost))
    found = alternatives(unit, ["meldebescheinigung"], lost)
    assert found[0].time.begins_at < lost < found[-1].time.begins_at
    assert lost not in [slot.time.begins_at for slot in found]


def test_a_number_has_no_look_alikes() -> None:
    number = new_number()
    assert len(number) == 7
    assert set(number) <= set(ALPHABET) | {"-"}
    assert not set("01OI") & set(ALPHABET)
