"""Coming without an appointment, through the pages."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.knock import Knock, knock
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from tests.service.booking.conftest import CITIZEN, Open
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
    assert found is not None
    assert found.walk_in
    assert "Eine Person wartet." in browser.get("/termin/anklopfen").text


def test_only_those_wait_who_knocked_here_and_whose_turn_is_to_come(work: Open, ports: BookingPorts) -> None:
    with work() as unit:
        booked = free_times(unit, ["beratung"]).days[-1].slots[-1]
        hold = hold_time(unit, Wish(("beratung",), booked.time.begins_at, uuid4()))
        knocked = knock(unit, Knock("online", ("beratung",), uuid4()), "192.0.2.0/24")
        for held in (hold, knocked):
            confirm_appointment(unit, held.id, CITIZEN, ports)
        count, day, turn = unit.appointments.walk_ins_to_come, knocked.slot.day, knocked.begins_at
        before = turn - timedelta(minutes=1)
        assert count("online", day, booked.day, before) == 1, "who has booked a time does not wait at the door"
        assert count("online", day, day, turn) == 0, "their turn has come"
        assert count("elsewhere", day, day, before) == 0
        assert count("online", day + timedelta(days=1), day + timedelta(days=1), before) == 0


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
