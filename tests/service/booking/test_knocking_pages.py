"""Coming without an appointment, through the pages."""

from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from tests.service.booking.conftest import Open
from tests.service.booking.test_pages import TYPED, Browser


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    return Browser(app.test_client())


def test_the_start_page_tells_whether_somebody_may_come_now(browser: Browser) -> None:
    page = browser.get("/")
    assert "Ohne Termin" in page.text
    assert 'href="/termin/anklopfen"' in page.text
    assert "Wartezeit etwa" in page.text


def test_who_knocks_is_led_to_the_waiting_room(browser: Browser, work: Open) -> None:
    assert "Niemand wartet." in browser.get("/termin/anklopfen").text
    answer = browser.post("/termin/anklopfen", ort="online", leistung="beratung", klick=str(uuid4()))
    browser.get(answer.headers["Location"])
    booked = browser.post(answer.headers["Location"], **TYPED | {"leistung": "beratung"})
    assert "Jetzt zum Warteraum" in browser.get(booked.headers["Location"]).text
    with work() as unit:
        found = unit.appointments.find(UUID(booked.headers["Location"].rpartition("/")[2]))
    assert found.walk_in
    assert "Eine Person wartet." in browser.get("/termin/anklopfen").text


def test_looking_at_the_door_holds_nothing_and_a_knock_without_a_matter_is_asked_back(
    browser: Browser, work: Open
) -> None:
    browser.get("/termin/anklopfen")
    page = browser.post("/termin/anklopfen", ort="online")
    assert page.status_code == 422
    assert "mindestens ein Anliegen" in page.text
    with work() as unit:
        assert unit.connection.execute(sa.text("SELECT count(*) FROM appointment")).scalar() == 0


def test_a_knock_at_a_door_that_is_not_there_is_answered_kindly(browser: Browser) -> None:
    browser.get("/termin/anklopfen")
    page = browser.post("/termin/anklopfen", ort="nirgends", leistung="beratung")
    assert page.status_code == 409
    assert "Bitte buchen Sie einen Termin" in page.text


def test_a_town_without_a_door_has_no_page_for_it(app: Any) -> None:
    client = app.test_client()
    assert client.get("/termin/anklopfen", base_url="https://musterstadt.localhost").status_code == 404
    assert "Ohne Termin" not in client.get("/", base_url="https://musterstadt.localhost").text
