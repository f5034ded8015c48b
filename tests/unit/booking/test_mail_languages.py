"""Whoever books in a language is written to in it, and the links of the mail open pages in it."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from chassis.mail.message import Mail
from contracts.booking import AppointmentConfirmed
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

BEGINS = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def booked_in(language: str) -> tuple[FakeBookingUnit, list[Mail]]:
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(("fuehrungszeugnis",), BEGINS, uuid4()))
    appointment = confirm_appointment(unit, hold.id, replace(CITIZEN, mail_language=language), ports(unit))
    cancel_appointment(unit, appointment.id, ports(unit))
    return unit, list(unit.mails.values())


def test_mails_and_calendar_come_in_the_language_of_the_booking() -> None:
    _, (confirmation, cancellation) = booked_in("en")
    assert confirmation.subject == "Your video appointment on 27 November, 11:00"
    assert "Friday, 27 November 2026, 11:00" in confirmation.text
    assert "SUMMARY:Video appointment" in confirmation.attachments[0].content.decode().replace("\r\n ", "")
    assert "Dear Erika Mustermann" in cancellation.text


def test_the_links_open_the_pages_in_the_same_language() -> None:
    _, (confirmation, _) = booked_in("en")
    assert "/gespraech?sprache=en#" in confirmation.text
    assert "?sprache=en\n" in confirmation.text
    _, (german, _) = booked_in("de")
    assert "sprache=" not in german.text


def test_a_language_that_nobody_has_translated_is_german() -> None:
    _, (confirmation, _) = booked_in("nl")
    assert confirmation.subject == "Ihr Videotermin am 27. November, 11:00 Uhr"


def test_the_neighbours_are_told_what_the_citizen_reads() -> None:
    unit, _ = booked_in("en")
    (told,) = (event for event in unit.events if isinstance(event, AppointmentConfirmed))
    assert told.contact.mail_language == "en"
    assert told.contact.language == "de"
