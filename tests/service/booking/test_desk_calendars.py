"""A clerk's calendar program sees a desk's times and procedures, by a link that can be renewed and closed."""

import re
from typing import Any

import pytest
from icalendar import Calendar

from booking.domain.appointment import Appointment
from tests.service.booking.conftest import Open
from tests.service.booking.test_pages import Browser
from tests.service.booking.test_staff_pages import booked, clerk

__all__ = ["booked", "clerk"]
PAGE = "/verwaltung/booking/kalender"


def desk_of(page: str, name: str) -> str:
    """Return the part of the page about a desk."""
    return next(part for part in page.split("<section")[1:] if name in part)


def make(clerk: Browser, desk: str) -> str:
    """Press the button and return the link's path."""
    press = re.search(r'action="([^"]+/link)"', desk_of(clerk.get(PAGE).text, desk))
    assert press
    clerk.post(press[1])
    link = re.search(r'value="https://[^/]+(/termin/kalender/[^"]+\.ics)"', desk_of(clerk.get(PAGE).text, desk))
    assert link
    return link[1]


@pytest.fixture
def desk(booked: Appointment, work: Open) -> str:
    """The name of the desk where somebody has booked."""
    with work() as unit:
        office = unit.catalogue.office_of(booked.slot.office)
    return str(next(one.name for one in office.desks if one.key == booked.slot.desk))


def test_the_calendar_has_time_and_procedure_and_nobody(
    clerk: Browser, booked: Appointment, desk: str, app: Any
) -> None:
    answer = Browser(app.test_client()).get(make(clerk, desk))
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["DTSTART"].dt == booked.begins_at
    assert str(event["SUMMARY"]) == ", ".join(item.name for item in booked.items)
    person = booked.booked_by
    assert not [word for word in (person.family_name, person.email, booked.number) if word and word in answer.text]


def test_a_renewed_link_closes_the_older_and_a_closed_one_opens_no_more(clerk: Browser, desk: str, app: Any) -> None:
    stranger = Browser(app.test_client())
    first = make(clerk, desk)
    press = re.search(r'action="([^"]+/schliessen)"', desk_of(clerk.get(PAGE).text, desk))
    assert press
    clerk.post(press[1])
    assert stranger.get(first).status_code == 404
    assert "noch keinen Link" in desk_of(clerk.get(PAGE).text, desk)


def test_a_link_that_nobody_made_is_unknown(app: Any, work: Open) -> None:
    assert Browser(app.test_client()).get("/termin/kalender/1.abc.ics").status_code == 404
