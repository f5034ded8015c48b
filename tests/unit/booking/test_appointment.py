"""What is said and written when an appointment is confirmed, moved, cancelled, done or missed."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar, Event

from booking.adapters.repositories import rows
from booking.domain.appointment import Appointment
from booking.domain.errors import HoldExpired, TimeTaken, TooLate
from booking.domain.fees import price_span
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.finish_appointment import finish_appointment, miss_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.note_tariff import note_tariff
from booking.use_cases.queries import free_times, offered_procedures
from chassis.access import AccessKeys, Grant, digest
from chassis.mail.message import Mail
from chassis.testing.fakes import FakeClock
from contracts.billing import Price, TariffPublished
from contracts.booking import AppointmentCancelled, AppointmentConfirmed, AppointmentMissed, AppointmentRescheduled
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

THURSDAY = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)


@pytest.fixture
def unit() -> FakeBookingUnit:
    return FakeBookingUnit()


def confirmed(unit: FakeBookingUnit, begins_at: datetime = THURSDAY) -> Appointment:
    hold = hold_time(unit, Wish(("meldebescheinigung", "fuehrungszeugnis"), begins_at, uuid4()))
    return confirm_appointment(unit, hold.id, CITIZEN, ports(unit))


def mail(unit: FakeBookingUnit, kind: str) -> Mail:
    (found,) = (mail for key, mail in unit.mails.items() if key.startswith(kind))
    return found


def calendar(mail: Mail) -> tuple[Calendar, Event]:
    read = Calendar.from_ical(mail.attachments[0].content)
    (event,) = read.walk("VEVENT")
    return read, event


def test_a_confirmed_appointment_is_said_with_all_that_neighbours_need(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    (said,) = unit.events
    assert isinstance(said, AppointmentConfirmed)
    assert (said.appointment_id, said.number) == (appointment.id, appointment.number)
    assert [(one.procedure, one.identity_level) for one in said.procedures] == [
        ("meldebescheinigung", "normal"),
        ("fuehrungszeugnis", "substantial"),
    ]
    assert said.contact.email == CITIZEN.email
    assert said.office_name == "Virtuelles Bürgerbüro"


def test_access_is_said_by_digest_with_its_validity(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    said = {access.purpose: access for access in unit.events[0].access}
    end = appointment.ends_at
    assert {purpose: access.valid_until - end for purpose, access in said.items()} == {
        "manage": timedelta(),
        "join": timedelta(hours=2),
        "case": timedelta(days=180),
    }
    token = AccessKeys({1: b"key"}).token(Grant("ostfildern", appointment.id, "manage", 1))
    assert said["manage"].digest == digest(token)
    assert list(unit.access.kept) == [digest(token)]
    assert f"https://ostfildern.localhost/termin/zugang/{token}" in mail(unit, "confirmation").text


def test_the_mail_says_when_what_to_have_ready_and_where(unit: FakeBookingUnit) -> None:
    confirmed(unit)
    text = mail(unit, "confirmation").text
    assert "Donnerstag, 26. November 2026, 07:30 Uhr (25 Minuten)" in text
    assert text.count("Personalausweis oder Reisepass") == 1
    assert "https://ostfildern.localhost/gespraech#1." in text


def test_the_calendar_file_is_a_request_in_the_towns_time_zone(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    read, event = calendar(mail(unit, "confirmation"))
    assert mail(unit, "confirmation").attachments[0].content_type.startswith("text/calendar; method=REQUEST")
    assert (read["METHOD"], event["SEQUENCE"]) == ("REQUEST", 0)
    assert event["UID"] == f"{appointment.id}@ostfildern.example"
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")] == ["Europe/Berlin"]


def test_a_second_click_on_confirm_changes_nothing(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    assert confirm_appointment(unit, appointment.id, CITIZEN, ports(unit)) == appointment
    assert (len(unit.events), len(unit.mails)) == (1, 1)


def test_somebody_else_cannot_confirm_what_is_confirmed(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    other = type(CITIZEN)(given_names="Max", family_name="M", email="max@example.org")
    with pytest.raises(HoldExpired):
        confirm_appointment(unit, appointment.id, other, ports(unit))


def test_cancelling_frees_the_time_and_closes_every_door(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    cancel_appointment(unit, appointment.id, ports(unit))
    said = unit.events[-1]
    assert isinstance(said, AppointmentCancelled)
    assert (said.appointment_id, said.by) == (appointment.id, "citizen")
    assert unit.access.revoked == [appointment.id]
    read, event = calendar(mail(unit, "cancellation"))
    assert (read["METHOD"], event["SEQUENCE"], event["STATUS"]) == ("CANCEL", 1, "CANCELLED")
    assert confirmed(unit).slot.desk == appointment.slot.desk


def test_cancelling_twice_is_said_once(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    for _ in range(2):
        cancel_appointment(unit, appointment.id, ports(unit))
    assert len(unit.events) == 2


def test_an_appointment_that_has_begun_cannot_be_changed(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    assert isinstance(unit.clock, FakeClock)
    unit.clock.now = appointment.begins_at
    with pytest.raises(TooLate):
        cancel_appointment(unit, appointment.id, ports(unit))


def test_moving_takes_the_new_time_and_frees_the_old(unit: FakeBookingUnit) -> None:
    old = confirmed(unit)
    later = THURSDAY + timedelta(minutes=15)
    moved = move_appointment(unit, old.id, later, ports(unit))
    said = unit.events[-1]
    assert isinstance(said, AppointmentRescheduled)
    assert (said.begins_at, moved.begins_at, moved.slot.desk) == (later, later, old.slot.desk)
    assert said.access[0].valid_until == moved.ends_at
    _, event = calendar(mail(unit, "change"))
    assert event["SEQUENCE"] == 1
    # 07:30 alone would be free again; both desks overlap at 07:45 only by the moved one.
    assert confirmed(unit, THURSDAY + timedelta(minutes=15)).slot.desk != moved.slot.desk


def test_moving_to_a_taken_time_keeps_the_old_one(unit: FakeBookingUnit) -> None:
    later = THURSDAY + timedelta(hours=9, minutes=30)
    confirmed(unit, later)
    confirmed(unit, later)
    mine = confirmed(unit)
    with pytest.raises(TimeTaken):
        move_appointment(unit, mine.id, later, ports(unit))
    assert unit.appointments.find(mine.id) == mine


def test_a_missed_consultation_is_a_missed_appointment(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    miss_appointment(unit, appointment.id, THURSDAY)
    miss_appointment(unit, appointment.id, THURSDAY)
    assert [event for event in unit.events if isinstance(event, AppointmentMissed)] == [
        AppointmentMissed(appointment_id=appointment.id, missed_at=THURSDAY)
    ]


def test_an_ended_consultation_makes_the_appointment_done(unit: FakeBookingUnit) -> None:
    appointment = confirmed(unit)
    finish_appointment(unit, appointment.id)
    found = unit.appointments.find(appointment.id)
    assert found is not None
    assert found.state == "done"


def test_free_times_come_in_pages_with_the_next_free_one(unit: FakeBookingUnit) -> None:
    first = free_times(unit, ["beratung"])
    assert first.next_free is not None
    assert first.next_free == first.days[0].slots[0]
    assert (len(first.days), first.earlier) == (5, None)
    second = free_times(unit, ["beratung"], first.later)
    assert second.days[0].day == first.later
    assert second.earlier == first.days[0].day


def test_a_citizen_who_moves_may_keep_a_part_of_the_own_time(unit: FakeBookingUnit) -> None:
    for _ in range(2):
        mine = confirmed(unit)
    within = THURSDAY + timedelta(minutes=15)
    assert within < mine.ends_at

    def offered(besides: UUID | None) -> set[datetime]:
        return {
            slot.time.begins_at for day in free_times(unit, ["beratung"], besides=besides).days for slot in day.slots
        }

    assert {THURSDAY, within}.isdisjoint(offered(None))
    assert within in offered(mine.id)


def test_every_value_of_an_appointment_has_its_column_in_the_statements(unit: FakeBookingUnit) -> None:
    assert sorted(rows.values(confirmed(unit))) == sorted(rows.COLUMNS)


def test_nobody_is_offered_to_move_to_the_time_they_have(unit: FakeBookingUnit) -> None:
    mine = confirmed(unit)
    days = free_times(unit, list(mine.procedures), besides=mine.id).days
    assert THURSDAY not in {slot.time.begins_at for day in days for slot in day.slots}
    # Where the own desk is gone, the same time at another one is a move, and is offered.
    (office,) = unit.catalogue.offices
    left = tuple(desk for desk in office.desks if desk.key != mine.slot.desk)
    unit.catalogue = unit.catalogue.model_copy(update={"offices": (office.model_copy(update={"desks": left}),)})
    days = free_times(unit, list(mine.procedures), besides=mine.id).days
    assert THURSDAY in {slot.time.begins_at for day in days for slot in day.slots}


def test_prices_are_those_that_billing_published(unit: FakeBookingUnit) -> None:
    def price(delivery: str, amount: int) -> Price:
        return Price(procedure="meldebescheinigung", delivery=delivery, amount=amount, explanation="§ 1")

    old, new = uuid4(), uuid4()
    note_tariff(unit, TariffPublished(tariff_id=old, valid_from=date(2026, 1, 1), prices=(price("download", 500),)))
    prices = (price("post", 1000), price("download", 700))
    note_tariff(unit, TariffPublished(tariff_id=new, valid_from=date(2026, 7, 1), prices=prices))
    offered = {one.procedure.key: one.price for one in offered_procedures(unit)}
    assert offered["meldebescheinigung"] == price_span(unit.tariffs.fees_on(date(2026, 11, 24)), "meldebescheinigung")
    assert offered["meldebescheinigung"] is not None
    assert (offered["meldebescheinigung"].least, offered["meldebescheinigung"].most) == (700, 1000)
    assert offered["beratung"] is None
