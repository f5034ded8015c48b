"""A desk's calendar: a link that can be renewed and closed, and a file with procedure and time and nobody in it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from icalendar import Calendar

from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.desk_calendar import DESK_CALENDAR, close_feed, feeds, open_feed
from booking.use_cases.hold_time import Wish, hold_time
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

BEGINS = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def test_a_renewed_link_is_another_and_a_closed_one_is_gone() -> None:
    unit = FakeBookingUnit()
    keys = ports(unit).keys
    assert {feed.link for feed in feeds(unit, keys)} == {None}
    desk = feeds(unit, keys)[0]
    open_feed(unit, desk, "clerk", keys)
    first = feeds(unit, keys)[0].link
    unit.clock.now = unit.clock() + timedelta(minutes=1)
    open_feed(unit, desk, "clerk", keys)
    second = feeds(unit, keys)[0].link
    assert first
    assert second
    assert first != second
    close_feed(unit, desk, "clerk")
    assert feeds(unit, keys)[0].link is None
    assert unit.access.grant(desk.id, DESK_CALENDAR) is None


def test_the_file_has_procedure_and_time_and_nobody() -> None:
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(("fuehrungszeugnis",), BEGINS, uuid4()))
    booked = confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    file = ports(unit).letters.desk_calendar(unit.tenant, "Arbeitsplatz 1", [booked])
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event["DTSTART"].dt == booked.begins_at
    assert str(event["SUMMARY"]) == booked.items[0].name
    told = file.decode()
    assert not [word for word in (CITIZEN.family_name, CITIZEN.email, booked.number) if word and word in told]
