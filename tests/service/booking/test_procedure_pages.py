"""Procedures on citizens' pages: in the language of the page, and with another way where video is not allowed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from booking.domain.catalogue import Section
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.ports import BookingPorts
from chassis.access import Grant
from chassis.service import Running
from tests.service.booking.conftest import Open
from tests.service.booking.test_api import API, HOST
from tests.service.booking.test_pages import Browser, booked
from tests.service.booking.test_staff_pages import DESK, clerk

__all__ = ["clerk"]
INSTEAD = "Bitte kommen Sie ins Rathaus."


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    """A browser at the town's pages."""
    return Browser(app.test_client())


@pytest.fixture
def advice_in_the_town_hall_only(booking: Running[Any], work: Open) -> Iterator[None]:
    """The town gives advice in the town hall only, and has translated that into no language."""
    with work() as unit:
        usual = unit.catalogue
        told = usual.model_dump(mode="json")
        advice = next(one for one in told["procedures"] if one["key"] == "beratung")
        advice.update(video={"allowed": False, "instead": INSTEAD, "legal_basis": "§ 1 Satzung"}, translations={})
        booking.work.sections.store(unit.connection, "ostfildern", Section.model_validate(told))
    yield
    with work() as unit:
        booking.work.sections.store(unit.connection, "ostfildern", usual)


@pytest.fixture
def drop_certificates(booking: Running[Any], work: Open) -> Iterator[Callable[[], None]]:
    """The town stops offering what was booked already."""
    with work() as unit:
        usual = unit.catalogue

    def drop() -> None:
        left = tuple(one for one in usual.procedures if one.key != "meldebescheinigung")
        with work() as unit:
            booking.work.sections.store(unit.connection, "ostfildern", usual.model_copy(update={"procedures": left}))

    yield drop
    with work() as unit:
        booking.work.sections.store(unit.connection, "ostfildern", usual)


def test_an_english_page_tells_the_procedures_in_english(browser: Browser) -> None:
    assert "Register or change your address" in browser.get("/", sprache="en").text
    page = browser.get("/termin").text
    assert "Confirmation by your landlord" in page
    assert "Wohnsitz anmelden" not in page


def test_what_was_booked_is_told_in_the_language_of_the_page(browser: Browser, free: datetime) -> None:
    appointment_id = booked(browser, free)
    german = browser.get(f"/termin/verwalten/{appointment_id}").text
    english = browser.get(f"/termin/verwalten/{appointment_id}", sprache="en").text
    assert "Meldebescheinigung" in german
    assert "Certificate of registration" in english
    assert "ID card or passport" in browser.get(f"/termin/bestaetigt/{appointment_id}").text


def test_a_german_page_offers_easy_words_marked_as_such(browser: Browser) -> None:
    page = browser.get("/termin").text
    assert 'lang="de-simple"' in page
    assert "Sie bekommen ein Papier. Darauf steht, wo Sie wohnen." in page


@pytest.mark.usefixtures("advice_in_the_town_hall_only")
def test_what_is_not_done_by_video_says_how_to_get_it_and_cannot_be_booked(browser: Browser) -> None:
    page = browser.get("/termin").text
    assert INSTEAD in page
    assert "§ 1 Satzung" in page
    assert 'value="beratung"' not in page
    refused = browser.get("/termin/zeit", leistung="beratung")
    assert refused.status_code == 422
    assert f"„Beratung“ geht nicht per Video. {INSTEAD}" in refused.text


@pytest.mark.usefixtures("advice_in_the_town_hall_only")
def test_what_is_not_done_by_video_is_held_for_nobody_who_asks_past_the_page(browser: Browser, free: datetime) -> None:
    browser.get("/termin/zeit", leistung="meldebescheinigung")
    refused = browser.post("/termin/zeit", leistung="beratung", zeit=stamp(free))
    assert refused.status_code == 422
    assert f"„Beratung“ geht nicht per Video. {INSTEAD}" in refused.text
    assert browser.get("/api/booking/v1/times", procedure="beratung").status_code == 404


@pytest.mark.usefixtures("advice_in_the_town_hall_only")
def test_what_nobody_has_translated_stands_in_german_and_is_marked(browser: Browser) -> None:
    page = browser.get("/termin", sprache="en").text
    assert '<div lang="de">' in page
    assert INSTEAD in page


def test_the_mail_tells_what_was_booked_as_its_reader_s_pages_do(browser: Browser, free: datetime, work: Open) -> None:
    browser.get("/", sprache="en")
    booked(browser, free)
    with work() as unit:
        mail = unit.connection.execute(sa.text("SELECT text FROM mail")).scalar_one()
    assert "Certificate of registration" in mail
    assert "ID card or passport" in mail
    assert "Meldebescheinigung" not in mail


@pytest.mark.parametrize("prefix", ["/termin/verwalten", f"{DESK}/termin"])
def test_an_appointment_whose_procedure_was_dropped_stays_and_the_page_says_why_it_cannot_be_moved(
    browser: Browser, clerk: Browser, free: datetime, drop_certificates: Callable[[], None], prefix: str
) -> None:
    address = f"{prefix}/{booked(browser, free)}"
    somebody = clerk if prefix.startswith(DESK) else browser
    somebody.get(f"{address}/verschieben")
    drop_certificates()
    for page in (
        somebody.get(f"{address}/verschieben"),
        somebody.get(f"{address}/verschieben", zeit=stamp(free + timedelta(minutes=15))),
        somebody.post(f"{address}/verschieben", zeit=stamp(free + timedelta(minutes=15))),
    ):
        assert page.status_code == 409
        assert "so nicht mehr an" in page.text
        assert "Termin bleibt" in page.text
    assert somebody.get(address).status_code == 200


def test_the_api_says_that_an_appointment_cannot_be_moved_whose_procedure_was_dropped(
    app: Any,
    browser: Browser,
    free: datetime,
    drop_certificates: Callable[[], None],
    ports: BookingPorts,
) -> None:
    appointment_id = booked(browser, free)
    token = ports.keys.token(Grant("ostfildern", appointment_id, "manage"))
    drop_certificates()
    answer = app.test_client().post(
        f"{API}/appointments/{appointment_id}/time",
        json={"begins_at": stamp(free + timedelta(minutes=15))},
        headers={"Authorization": f"Bearer {token}"},
        base_url=HOST,
    )
    assert (answer.status_code, answer.json["type"]) == (409, "urn:problem-type:not-offered")
