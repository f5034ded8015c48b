"""Calendar files as Thunderbird, Outlook and Google read them: RFC 5545 and 5546, read back by the library."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.letter_ports import Links
from booking.use_cases.move_appointment import move_appointment
from chassis.mail.message import Attachment
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

BEGINS = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
LONGEST_LINE = 75
"""Octets without the line break (RFC 5545, 3.1)."""


@pytest.fixture
def files() -> list[Attachment]:
    """The files of booking, moving and cancelling one appointment, in this order."""
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(("fuehrungszeugnis", "ummeldung"), BEGINS, uuid4()))
    booked = confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    move_appointment(unit, booked.id, BEGINS + timedelta(minutes=15), ports(unit))
    cancel_appointment(unit, booked.id, ports(unit))
    return [attached for mail in unit.mails.values() for attached in mail.attachments]


def event(file: Attachment) -> Any:
    (found,) = Calendar.from_ical(file.content).walk("VEVENT")
    return found


def test_each_message_says_its_method_twice_alike(files: list[Attachment]) -> None:
    methods = [str(Calendar.from_ical(file.content)["METHOD"]) for file in files]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"]
    for method, file in zip(methods, files, strict=True):
        assert file.content_type == f"text/calendar; method={method}; charset=utf-8"


def test_one_uid_stays_and_the_sequence_grows_with_each_change(files: list[Attachment]) -> None:
    events = [event(file) for file in files]
    assert len({str(one["UID"]) for one in events}) == 1
    assert [int(one["SEQUENCE"]) for one in events] == [0, 1, 2]
    assert [str(one["STATUS"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_times_stand_in_the_towns_zone_whose_rules_the_file_brings(files: list[Attachment]) -> None:
    for file in files:
        calendar, one = Calendar.from_ical(file.content), event(file)
        (zone,) = calendar.walk("VTIMEZONE")
        assert one["DTSTART"].params["TZID"] == one["DTEND"].params["TZID"] == str(zone["TZID"]) == "Europe/Berlin"
        assert zone.walk("STANDARD")
        assert zone.walk("DAYLIGHT")
        assert one["DTSTAMP"].dt.utcoffset() == timedelta(0)
    assert [event(file)["DTSTART"].dt.astimezone(UTC) for file in files] == [
        BEGINS, BEGINS + timedelta(minutes=15), BEGINS + timedelta(minutes=15)
    ]  # fmt: skip


def test_the_rules_of_the_zone_are_two_yearly_ones_and_tell_the_same_as_the_house_for_years(
    files: list[Attachment],
) -> None:
    (zone,) = Calendar.from_ical(files[0].content).walk("VTIMEZONE")
    assert [part.get("RDATE") for part in zone.walk() if part.name != "VTIMEZONE"] == [None, None]
    told, ours = zone.to_tz(), ZoneInfo("Europe/Berlin")
    for hours in range(0, 6 * 366 * 24, 11):
        local = datetime(2026, 1, 1) + timedelta(hours=hours)  # noqa: DTZ001 - the zones are compared
        assert local.replace(tzinfo=told).utcoffset() == local.replace(tzinfo=ours).utcoffset(), local


def test_the_town_invites_and_the_citizen_is_invited(files: list[Attachment]) -> None:
    for file in files:
        one = event(file)
        assert str(one["ORGANIZER"]) == "mailto:buergerbuero@ostfildern.example"
        assert str(one["ATTENDEE"]) == "mailto:erika@example.org"
        assert one["ATTENDEE"].params["CN"] == "Erika Mustermann"


def test_lines_are_folded_and_end_as_the_standard_says(files: list[Attachment]) -> None:
    for file in files:
        assert file.content.endswith(b"END:VCALENDAR\r\n")
        lines = file.content.split(b"\r\n")
        assert b"\n" not in b"".join(lines)
        assert max(map(len, lines)) <= LONGEST_LINE


def test_a_download_invites_nobody_and_has_the_documents_and_the_link(files: list[Attachment]) -> None:
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(("meldebescheinigung",), BEGINS, uuid4()))
    booked = confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    links = Links(manage="https://town/termin", join="https://town/gespraech#token")
    one = event(Attachment("x", "y", ports(unit).letters.calendar(unit.tenant, booked, links)))
    assert "ATTENDEE" not in one
    assert "Personalausweis oder Reisepass" in str(one["DESCRIPTION"])
    assert str(one["LOCATION"]) == links.join
