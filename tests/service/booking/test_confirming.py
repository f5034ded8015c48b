"""Confirming: a click counts once, a lost race loses nothing, and an address may have to be proven first."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from booking.domain.catalogue import Section
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from chassis.service import Running
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_overselling import expire_all
from tests.service.booking.test_pages import TYPED, Browser, booked, held


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def proving(booking: Running[Any], work: Open) -> Iterator[None]:
    """The town wants addresses to be proven."""
    with work() as unit:
        usual = unit.catalogue
        told = Section.model_validate(usual.model_dump() | {"confirm_address_minutes": 30})
        booking.work.sections.store(unit.connection, "ostfildern", told)
    yield
    with work() as unit:
        booking.work.sections.store(unit.connection, "ostfildern", usual)


def rows(work: Open, table: str) -> int:
    with work() as unit:
        return int(unit.connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - ours


def test_of_parallel_clicks_on_one_hold_one_books(work: Open, free: datetime, ports: BookingPorts) -> None:
    with work() as unit:
        hold = hold_time(unit, wish(free))
    line = Barrier(6)

    def click(_number: int) -> UUID:
        line.wait(timeout=30)
        with work() as unit:
            return confirm_appointment(unit, hold.id, CITIZEN, ports).id

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(click, range(6))) == {hold.id}
    assert (rows(work, "outbox"), rows(work, "mail"), rows(work, "appointment")) == (1, 1, 1)


def test_a_second_click_on_the_form_leads_to_the_same_appointment(browser: Browser, free: datetime) -> None:
    address = held(browser, free)
    first, second = (browser.post(address, **TYPED).headers["Location"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("again", ["", "/verlaengern"])
def test_who_goes_back_after_booking_is_led_to_the_appointment_and_told_that_nothing_changed(
    browser: Browser, free: datetime, work: Open, again: str
) -> None:
    address = held(browser, free)
    first = browser.post(address, **TYPED)
    second = browser.post(f"{address}{again}", **TYPED | {"given_names": "Erna"})
    assert (second.status_code, second.headers["Location"]) == (303, first.headers["Location"])
    assert "Diese Änderung wurde nicht übernommen" in browser.get(second.headers["Location"]).text
    with work() as unit:
        found = unit.appointments.find(UUID(first.headers["Location"].rpartition("/")[2]))
    assert found is not None
    assert found.booked_by.given_names == "Erika"


def test_going_back_after_booking_opens_the_appointment_to_nobody_else(
    app: Any, browser: Browser, free: datetime
) -> None:
    address = held(browser, free)
    browser.post(address, **TYPED)
    stranger = Browser(app.test_client())
    stranger.get("/termin/zeit", leistung="meldebescheinigung")
    answer = stranger.post(address, **TYPED | {"given_names": "Erna"})
    assert stranger.get(answer.headers["Location"]).status_code in (401, 403)


def test_who_loses_the_race_for_another_time_sees_the_nearest_with_everything_typed(
    browser: Browser, free: datetime, work: Open, ports: BookingPorts
) -> None:
    address = held(browser, free)
    other = free + timedelta(minutes=15)
    for name in ("Max", "Moritz"):
        with work() as unit:
            rival = hold_time(unit, wish(other))
            confirm_appointment(unit, rival.id, CITIZEN.__class__(given_names=name, family_name="X"), ports)
    page = browser.post(f"{address}/neu", zeit=stamp(other), klick=str(uuid4()), **TYPED)
    assert page.status_code == 409
    assert "Am nächsten daran" in page.text
    for kept in ('name="given_names" value="Erika"', 'name="needs"', 'name="consent" value="y"'):
        assert kept in page.text


def test_who_was_too_slow_sees_the_nearest_times(browser: Browser, free: datetime, work: Open) -> None:
    address = held(browser, free)
    expire_all(work)
    page = browser.post(address, **TYPED)
    assert page.status_code == 409
    assert "Am nächsten daran" in page.text
    assert stamp(free) in page.text


@pytest.mark.usefixtures("proving")
def test_the_link_of_the_mail_makes_the_appointment_firm(browser: Browser, free: datetime, work: Open) -> None:
    waiting = browser.post(held(browser, free), **TYPED).headers["Location"]
    assert waiting.endswith("/postfach")
    assert "erika@example.org" in browser.get(waiting).text
    assert rows(work, "outbox") == 0
    with work() as unit:
        text = unit.connection.execute(sa.text("SELECT text FROM mail")).scalar_one()
    link = re.search(r"(/termin/bestaetigen/(\S+))", text)
    assert link is not None
    assert "Möchten Sie diesen Termin buchen?" in browser.get(link[1]).text
    assert rows(work, "outbox") == 0
    answer = browser.post("/termin/bestaetigen", token=link[2])
    assert "Ihr Termin steht fest" in browser.get(answer.headers["Location"]).text
    assert rows(work, "outbox") == 1
    assert browser.post("/termin/bestaetigen", token=link[2]).headers["Location"] == answer.headers["Location"]


@pytest.mark.usefixtures("proving")
def test_a_link_that_waited_too_long_says_so(browser: Browser, free: datetime, work: Open) -> None:
    browser.post(held(browser, free), **TYPED)
    with work() as unit:
        text = unit.connection.execute(sa.text("SELECT text FROM mail")).scalar_one()
    link = re.search(r"/termin/bestaetigen/\S+", text)
    expire_all(work)
    assert link is not None
    page = browser.get(link[0])
    assert page.status_code == 410
    assert "es ist nichts gebucht" in page.text
    assert browser.get("/termin/bestaetigen/1.unbekannt").status_code == 410


@pytest.mark.usefixtures("proving")
def test_the_api_says_that_the_address_has_to_be_proven(app: Any, free: datetime, work: Open) -> None:
    with work() as unit:
        hold = hold_time(unit, wish(free))
    told = {"given_names": "Erika", "family_name": "M", "email": "erika@example.org", "consent": True}
    answer = app.test_client().post(
        f"/api/booking/v1/holds/{hold.id}/confirmation", json=told, base_url="https://ostfildern.localhost"
    )
    assert answer.status_code == 202
    assert answer.json["hold_id"] == str(hold.id)


def test_consent_is_withdrawn_on_the_page_of_the_appointment(browser: Browser, free: datetime, work: Open) -> None:
    appointment_id = booked(browser, free)
    shown = f"/termin/verwalten/{appointment_id}"
    assert "Keine E-Mails mehr zu diesem Termin" in browser.get(shown).text
    assert browser.get(f"{shown}/keine-mails").status_code == 200
    with work() as unit:
        found = unit.appointments.find(appointment_id)
    assert found is not None
    assert found.booked_by.email
    assert browser.post(f"{shown}/keine-mails").headers["Location"] == shown
    page = browser.get(shown)
    assert "keine E-Mails mehr" in page.text
    assert "Wir schreiben Ihnen" not in page.text
