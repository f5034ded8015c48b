"""What booking hears leads to what it does."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.entrypoints.events import heard
from booking.entrypoints.jobs import due
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import RELEASE_HOLD, Wish, hold_time
from chassis.envelope import Received
from chassis.testing.fakes import FakeClock
from contracts.billing import Price, TariffPublished
from contracts.booking import AppointmentMissed
from contracts.catalogue import ENTRIES
from contracts.video import ConsultationEnded, ConsultationMissed
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

THURSDAY = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)


@pytest.fixture
def unit() -> FakeBookingUnit:
    return FakeBookingUnit()


@pytest.fixture
def hold(unit: FakeBookingUnit) -> Appointment:
    return hold_time(unit, Wish(("beratung",), THURSDAY, uuid4()))


def hear(unit: FakeBookingUnit, event: Any) -> None:
    """Give an event to its handler."""
    (handle,) = (subscription.handle for subscription in heard if subscription.event is type(event))
    kind = type(event).event_type
    handle(
        unit,
        Received(
            id=uuid4(),
            source=kind.service,
            type=kind.type,
            tenant="ostfildern",
            subject="",
            time=THURSDAY,
            correlation_id="",
            causation_id=None,
            sequence=1,
            traceparent=None,
            event=event,
        ),
    )


def state(unit: FakeBookingUnit, appointment_id: UUID) -> str:
    found = unit.appointments.find(appointment_id)
    assert found is not None
    return found.state


def test_booking_hears_what_the_catalogue_says() -> None:
    assert {subscription.event for subscription in heard} == {
        entry.payload for entry in ENTRIES if "booking" in entry.subscribers
    }


def test_after_the_consultation_the_appointment_is_done(unit: FakeBookingUnit, hold: Appointment) -> None:
    confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    hear(
        unit,
        ConsultationEnded(appointment_id=hold.id, consultation_id=uuid4(), ended_at=THURSDAY, outcome="completed"),
    )
    assert state(unit, hold.id) == "done"


def test_a_missed_consultation_is_said_to_the_others(unit: FakeBookingUnit, hold: Appointment) -> None:
    confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    hear(unit, ConsultationMissed(appointment_id=hold.id, consultation_id=uuid4(), missed_at=THURSDAY))
    assert state(unit, hold.id) == "missed"
    assert unit.events[-1] == AppointmentMissed(appointment_id=hold.id, missed_at=THURSDAY)


def test_what_was_cancelled_stays_so(unit: FakeBookingUnit, hold: Appointment) -> None:
    unit.appointments.save(replace(hold, state="cancelled", held_until=None))
    hear(unit, ConsultationMissed(appointment_id=hold.id, consultation_id=uuid4(), missed_at=THURSDAY))
    assert (state(unit, hold.id), unit.events) == ("cancelled", [])


def test_published_fees_are_kept(unit: FakeBookingUnit) -> None:
    price = Price(procedure="beratung", delivery="none", amount=0, explanation="frei")
    hear(unit, TariffPublished(tariff_id=uuid4(), valid_from=date(2026, 1, 1), prices=(price,)))
    assert [fee.procedure for fee in unit.tariffs.fees_on(date(2026, 11, 24))] == ["beratung"]


def test_an_expired_hold_is_tidied_up_when_it_is_due(unit: FakeBookingUnit, hold: Appointment) -> None:
    assert isinstance(unit.clock, FakeClock)
    assert hold.held_until is not None
    unit.clock.now = hold.held_until
    due.jobs[RELEASE_HOLD](unit.work, ports(unit), hold.id)
    assert unit.appointments.find(hold.id) is None
