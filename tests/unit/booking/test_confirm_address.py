"""Where a town wants it, the link of a mail proves the address; and the consent to mails can be withdrawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.domain.errors import AddressAskedTooOften, HoldExpired, TooLate
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_address import MAILS_OF_HOLD, confirm_by_link, confirm_or_ask
from booking.use_cases.hold_time import RELEASE_HOLD, Wish, hold_time
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.remind_citizen import REMIND_CITIZEN
from booking.use_cases.withdraw_consent import withdraw_consent
from chassis.testing.fakes import FakeClock
from contracts.booking import AppointmentConfirmed
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports, section

BEGINS = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
MINUTES = 30


def town(minutes: int | None = MINUTES) -> FakeBookingUnit:
    told = section().model_copy(update={"confirm_address_minutes": minutes})
    return FakeBookingUnit(clock=FakeClock(), catalogue=told)


def held(unit: FakeBookingUnit) -> Appointment:
    return hold_time(unit, Wish(("meldebescheinigung",), BEGINS, uuid4()))


def said(unit: FakeBookingUnit) -> list[AppointmentConfirmed]:
    return [event for event in unit.events if isinstance(event, AppointmentConfirmed)]


def test_the_time_waits_for_the_link_and_nothing_is_said_before() -> None:
    unit = town()
    waits = confirm_or_ask(unit, held(unit).id, CITIZEN, ports(unit))
    assert (waits.state, waits.held_until) == ("held", unit.clock() + timedelta(minutes=MINUTES))
    assert said(unit) == []
    assert [mail.subject for mail in unit.mails.values()] == [
        "Bitte bestätigen Sie Ihren Termin am 27. November, 11:00 Uhr"
    ]
    booked = confirm_by_link(unit, waits.id, ports(unit))
    assert (booked.state, booked.citizen, len(said(unit))) == ("confirmed", CITIZEN, 1)
    assert confirm_by_link(unit, waits.id, ports(unit)) == booked
    assert len(said(unit)) == 1


def test_a_time_whose_address_was_not_proven_is_free_again() -> None:
    clock, unit = FakeClock(), town()
    unit.clock = clock
    waits = confirm_or_ask(unit, held(unit).id, CITIZEN, ports(unit))
    assert unit.due[RELEASE_HOLD, waits.id] == waits.held_until
    clock.advance(minutes=MINUTES)
    with pytest.raises(HoldExpired):
        confirm_by_link(unit, waits.id, ports(unit))
    assert held(unit).id != waits.id


def test_the_same_click_again_sends_no_second_mail_and_a_corrected_address_gets_its_own() -> None:
    unit = town()
    hold = held(unit)
    for _ in range(2):
        confirm_or_ask(unit, hold.id, CITIZEN, ports(unit))
    assert len(unit.mails) == 1
    confirm_or_ask(unit, hold.id, replace(CITIZEN, email="erika.m@example.org"), ports(unit))
    assert {mail.to for mail in unit.mails.values()} == {"erika@example.org", "erika.m@example.org"}


def test_one_reservation_cannot_write_to_many_addresses() -> None:
    unit = town()
    hold = held(unit)
    for number in range(MAILS_OF_HOLD.most):
        confirm_or_ask(unit, hold.id, replace(CITIZEN, email=f"nr{number}@example.org"), ports(unit))
    with pytest.raises(AddressAskedTooOften):
        confirm_or_ask(unit, hold.id, CITIZEN, ports(unit))
    assert len(unit.mails) == MAILS_OF_HOLD.most


@pytest.mark.parametrize("walk_in", [False, True])
def test_no_link_is_asked_for_where_the_town_wants_none_or_somebody_is_at_the_door(walk_in: bool) -> None:
    unit = town(MINUTES if walk_in else None)
    hold = replace(held(unit), walk_in=walk_in)
    unit.appointments.save(hold)
    assert confirm_or_ask(unit, hold.id, CITIZEN, ports(unit)).state == "confirmed"


def test_who_withdraws_the_consent_gets_no_more_mails_and_keeps_the_appointment() -> None:
    unit = town(None)
    booked = confirm_or_ask(unit, held(unit).id, CITIZEN, ports(unit))
    unit.mails.clear()
    silent = withdraw_consent(unit, booked.id)
    assert (silent.state, silent.booked_by.email, silent.consented_at) == ("confirmed", None, None)
    assert (REMIND_CITIZEN, booked.id) not in unit.due
    move_appointment(unit, booked.id, BEGINS + timedelta(minutes=15), ports(unit))
    cancel_appointment(unit, booked.id, ports(unit))
    assert unit.mails == {}
    with pytest.raises(TooLate):
        withdraw_consent(unit, booked.id)
