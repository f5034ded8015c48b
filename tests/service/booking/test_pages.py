"""The way of a citizen through the pages, on a real database."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Response
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.test import TestResponse

from booking.adapters.tables import LIVE, appointment
from booking.domain.slot import Interval
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_overselling import expire_all

TYPED = {
    "given_names": "Erika", "family_name": "Mustermann", "email": "erika@example.org", "phone": "0711 123456",
    "language": "de", "interpreter": "Türkisch", "consent": "y", "leistung": "meldebescheinigung",
}  # fmt: skip


class Browser:
    """A browser at one town, which knows the form token of the last page."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self._token = ""

    def get(self, address: str, **query: object) -> TestResponse:
        """Follow a link."""
        return self._keep(self._client.get(address, query_string=query, base_url="https://ostfildern.localhost"))

    def post(self, address: str, **fields: object) -> TestResponse:
        """Send a form of the last page."""
        data = {"csrf_token": self._token, **fields}
        return self._keep(self._client.post(address, data=data, base_url="https://ostfildern.localhost"))

    def take(self, response: Response) -> None:
        """Keep the cookies of an answer that a test made by itself."""
        for cookie in response.headers.getlist("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._client.set_cookie(name, value, domain="ostfildern.localhost", secure=True)

    def _keep(self, response: TestResponse) -> TestResponse:
        if found := re.search(r'name="csrf_token"[^>]* value="([^"]+)"', response.text):
            self._token = found[1]
        return response


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    return Browser(app.test_client())


def held(browser: Browser, begins_at: datetime) -> str:
    """Pick a time and return the address of the form."""
    browser.get("/termin/zeit", leistung="meldebescheinigung")
    answer = browser.post("/termin/zeit", leistung="meldebescheinigung", zeit=stamp(begins_at), klick=str(uuid4()))
    assert answer.status_code == 303
    address = answer.headers["Location"]
    assert browser.get(address).status_code == 200
    return address


def booked(browser: Browser, begins_at: datetime) -> UUID:
    """Book an appointment and return its id."""
    answer = browser.post(held(browser, begins_at), **TYPED)
    assert answer.status_code == 303
    return UUID(answer.headers["Location"].rpartition("/")[2])


def test_the_start_page_leads_to_booking(browser: Browser) -> None:
    page = browser.get("/")
    assert page.status_code == 200
    assert 'href="/termin"' in page.text


def test_without_a_choice_the_citizen_is_asked_for_one(browser: Browser) -> None:
    page = browser.get("/termin/zeit")
    assert page.status_code == 422
    assert "mindestens ein Anliegen" in page.text


def test_a_choice_is_kept_when_going_back(browser: Browser) -> None:
    page = browser.get("/termin", leistung="ummeldung")
    assert re.search(r'value="ummeldung"[^>]* checked', page.text)


def test_a_citizen_books_and_sees_number_and_documents(browser: Browser, free: datetime, work: Open) -> None:
    appointment_id = booked(browser, free)
    page = browser.get(f"/termin/bestaetigt/{appointment_id}")
    with work() as unit:
        appointment = unit.appointments.find(appointment_id)
        assert appointment is not None
        assert appointment.citizen is not None
        assert appointment.citizen.interpreter == "Türkisch"
    assert appointment.number in page.text
    assert "Personalausweis oder Reisepass" in page.text


def test_an_appointment_is_shown_to_nobody_else(browser: Browser, free: datetime, app: Any) -> None:
    appointment_id = booked(browser, free)
    stranger = Browser(app.test_client())
    assert stranger.get(f"/termin/bestaetigt/{appointment_id}").status_code == 401
    assert stranger.get(f"/termin/verwalten/{appointment_id}").status_code == 401


def test_wrong_details_keep_what_was_typed(browser: Browser, free: datetime) -> None:
    page = browser.post(held(browser, free), **TYPED | {"email": "erika"})
    assert page.status_code == 422
    assert "name@beispiel.de" in page.text
    assert 'value="Mustermann"' in page.text


def test_who_comes_second_gets_the_nearest_times(browser: Browser, free: datetime, work: Open) -> None:
    for _ in range(2):
        with work() as unit:
            hold_time(unit, wish(free))
    browser.get("/termin/zeit", leistung="meldebescheinigung")
    page = browser.post("/termin/zeit", leistung="meldebescheinigung", zeit=stamp(free), klick=str(uuid4()))
    assert page.status_code == 409
    assert "schon vergeben" in page.text
    assert stamp(free + timedelta(minutes=15)) in page.text


@pytest.mark.parametrize("swept", [False, True])
def test_an_expired_hold_keeps_what_was_typed_and_goes_on(
    browser: Browser, free: datetime, work: Open, swept: bool
) -> None:
    address = held(browser, free)
    expire_all(work)
    if swept:
        with work() as unit:
            unit.connection.execute(sa.text("DELETE FROM appointment"))
    page = browser.post(address, **TYPED)
    assert page.status_code == 409
    assert "Ihre Reservierung ist abgelaufen" in page.text
    assert 'name="family_name" value="Mustermann"' in page.text
    again = browser.post(f"{address}/neu", zeit=stamp(free), klick=str(uuid4()), **TYPED)
    assert again.status_code == 200
    assert 'value="Mustermann"' in again.text
    action = re.search(r'action="(/termin/angaben/[^"]+)" novalidate', again.text)
    assert action is not None
    assert browser.post(action[1], **TYPED).status_code == 303


def test_a_reloaded_form_of_an_expired_hold_offers_other_times(browser: Browser, free: datetime, work: Open) -> None:
    address = held(browser, free)
    expire_all(work)
    page = browser.get(address)
    assert page.status_code == 410
    assert 'name="zeit"' in page.text


def test_more_time_keeps_what_was_typed(browser: Browser, free: datetime) -> None:
    page = browser.post(held(browser, free) + "/verlaengern", **TYPED | {"email": "half"})
    assert page.status_code == 200
    assert 'value="half"' in page.text
    assert "Sie haben wieder mehr Zeit" in page.text


def test_another_time_frees_the_first_and_keeps_what_was_typed(browser: Browser, free: datetime, work: Open) -> None:
    address = held(browser, free)
    times = browser.post(f"{address}/zeiten", **TYPED)
    assert 'name="given_names" value="Erika"' in times.text
    other = free + timedelta(minutes=15)
    page = browser.post(f"{address}/neu", zeit=stamp(other), klick=str(uuid4()), **TYPED)
    assert 'value="Erika"' in page.text
    with work() as unit:
        assert [hold.begins_at for hold in taken(unit)] == [other]


def taken(unit: Any) -> list[Interval]:
    live = sa.select(appointment.c.begins_at, appointment.c.ends_at).where(sa.text(LIVE))
    return [Interval(*row) for row in unit.connection.execute(live.order_by(appointment.c.begins_at))]


def test_cancelling_asks_first_and_closes_the_link(browser: Browser, free: datetime, work: Open) -> None:
    appointment_id = booked(browser, free)
    address = f"/termin/verwalten/{appointment_id}/absagen"
    assert browser.get(address).status_code == 200
    with work() as unit:
        assert len(taken(unit)) == 1
    answer = browser.post(address)
    assert answer.headers["Location"] == "/termin/abgesagt"
    assert browser.get("/termin/abgesagt").status_code == 200
    assert browser.get(f"/termin/verwalten/{appointment_id}").status_code == 410
    with work() as unit:
        assert taken(unit) == []


def test_moving_shows_both_times_first(browser: Browser, free: datetime, work: Open) -> None:
    address = f"/termin/verwalten/{booked(browser, free)}/verschieben"
    other = free + timedelta(minutes=15)
    assert stamp(other) in browser.get(address, ab=free.date()).text
    assert "Ja, Termin verschieben" in browser.get(address, zeit=stamp(other)).text
    with work() as unit:
        assert [interval.begins_at for interval in taken(unit)] == [free]
    assert browser.post(address, zeit=stamp(other)).status_code == 303
    with work() as unit:
        assert [interval.begins_at for interval in taken(unit)] == [other]


def test_moving_to_the_own_time_says_that_nothing_has_changed(browser: Browser, free: datetime, work: Open) -> None:
    appointment_id = booked(browser, free)
    address = f"/termin/verwalten/{appointment_id}/verschieben"
    assert f'value="{stamp(free)}"' not in browser.get(address, ab=free.date()).text
    with work() as unit:
        mails = unit.connection.execute(sa.text("SELECT count(*) FROM mail")).scalar_one()
    for ask in (browser.get, browser.post):
        answer = ask(address, zeit=stamp(free))
        assert answer.headers["Location"] == f"/termin/verwalten/{appointment_id}"
        assert "Ihr Termin ist unverändert" in browser.get(answer.headers["Location"]).text
    with work() as unit:
        assert [interval.begins_at for interval in taken(unit)] == [free]
        assert unit.connection.execute(sa.text("SELECT count(*) FROM mail")).scalar_one() == mails


def test_moving_to_a_taken_time_changes_nothing(
    browser: Browser, free: datetime, work: Open, ports: BookingPorts
) -> None:
    other = free + timedelta(minutes=15)
    for _ in range(2):
        with work() as unit:
            confirm_appointment(unit, hold_time(unit, wish(other)).id, replace(CITIZEN, given_names="Max"), ports)
    address = f"/termin/verwalten/{booked(browser, free)}/verschieben"
    page = browser.post(address, zeit=stamp(other))
    assert page.status_code == 409
    assert "Ihr Termin ist unverändert" in page.text


def test_the_link_of_the_mail_opens_the_appointment_by_a_click(
    browser: Browser, free: datetime, work: Open, app: Any
) -> None:
    appointment_id = booked(browser, free)
    with work() as unit:
        text = unit.connection.execute(sa.text("SELECT text FROM mail")).scalar_one()
    token = re.search(r"/termin/zugang/(\S+)", text)
    assert token is not None
    other = Browser(app.test_client())
    assert other.get(f"/termin/zugang/{token[1]}").status_code == 200
    assert other.get(f"/termin/verwalten/{appointment_id}").status_code == 401
    answer = other.post("/termin/zugang", token=token[1])
    assert answer.headers["Location"] == f"/termin/verwalten/{appointment_id}"
    assert other.get(answer.headers["Location"]).status_code == 200


def test_the_calendar_can_be_downloaded(browser: Browser, free: datetime) -> None:
    answer = browser.get(f"/termin/verwalten/{booked(browser, free)}/termin.ics")
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert answer.mimetype == "text/calendar"
    assert event["DTSTART"].dt.astimezone(UTC) == free


def test_prices_that_are_not_known_are_not_invented(browser: Browser) -> None:
    assert "Gebühr nennen wir vor dem Antrag" in browser.get("/termin").text


def test_a_demo_town_has_a_free_time_within_minutes(work: Open) -> None:
    with work() as unit:
        found = free_times(unit, ["beratung"])
        assert found.next_free is not None
        assert found.next_free.time.begins_at - unit.clock() <= timedelta(minutes=30)


def test_every_address_that_cannot_be_read_is_answered_kindly(browser: Browser) -> None:
    assert browser.get("/termin/zeit", leistung="meldebescheinigung", ab="gestern").status_code == 200
    assert browser.get("/termin/zeit", leistung="heirat").status_code == 422
    assert browser.get(f"/termin/angaben/{uuid4()}").status_code == 410
    answer = browser.post("/termin/zeit", leistung="meldebescheinigung", zeit="bald")
    assert answer.headers["Location"].startswith("/termin/zeit?")
