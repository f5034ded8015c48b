"""What the law asks of every public website: imprint, privacy notice, accessibility statement, a way to a person."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.persistence.tables import mail
from chassis.town.laender import LAENDER
from chassis.web.privacy_pages import PARTS

OSTFILDERN, MUSTERSTADT = "https://ostfildern.localhost", "https://musterstadt.localhost"
SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
DUTIES = ("/impressum", "/datenschutz", "/barrierefreiheit")


@pytest.fixture(scope="module")
def booking(start: Callable[..., Any]) -> Any:
    return start("booking")


@pytest.fixture
def browser(booking: Any, application: Callable[..., Any]) -> Any:
    return application(booking).test_client()


def csrf(page: str) -> str:
    return page.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]


def test_the_imprint_names_who_is_responsible(browser: Any) -> None:
    page = browser.get("/impressum", base_url=OSTFILDERN).text
    for said in ("Stadt Ostfildern", "Klosterhof 10", "Vertreten durch", "Oberbürgermeisterin"):
        assert said in page


def test_the_statement_says_state_barriers_way_back_and_the_lands_own_body(browser: Any) -> None:
    for address, land in ((OSTFILDERN, "BW"), (MUSTERSTADT, "NW")):
        page = browser.get("/barrierefreiheit", base_url=address).text
        for said in ("teilweise vereinbar", "Was noch nicht barrierefrei ist", "2. November 2026", "vier Wochen"):
            assert said in page
        assert LAENDER[land].law in page
        assert LAENDER[land].enforcement in page


def test_a_barrier_that_is_reported_reaches_the_town_by_mail(browser: Any, booking: Any) -> None:
    token = csrf(browser.get("/barrierefreiheit", base_url=OSTFILDERN).text)
    told = {"csrf_token": token, "words": "Der Knopf ist zu klein.", "email": "erika@example.org"}
    assert browser.post("/barrierefreiheit", data=told, base_url=OSTFILDERN).status_code == 303
    with booking.work(booking.tenants.by_key("ostfildern")) as unit:
        sent = unit.connection.execute(sa.select(mail).where(mail.c.subject == "Barriere gemeldet")).one()
    assert sent.recipient == str(booking.tenants.by_key("ostfildern").mail_from)
    assert "Der Knopf ist zu klein." in sent.text
    assert "erika@example.org" in sent.text


def test_an_empty_report_is_asked_for_words_and_keeps_the_address(browser: Any) -> None:
    token = csrf(browser.get("/barrierefreiheit", base_url=OSTFILDERN).text)
    told = {"csrf_token": token, "words": "", "email": "erika@example.org"}
    page = browser.post("/barrierefreiheit", data=told, base_url=OSTFILDERN)
    assert page.status_code == 422
    assert "Bitte füllen Sie dieses Feld aus." in page.text
    assert "erika@example.org" in page.text


def test_the_notice_leads_to_what_every_service_keeps(browser: Any) -> None:
    page = browser.get("/datenschutz", base_url=OSTFILDERN).text
    assert {path for path, _ in PARTS} == set(SERVICES)
    assert all(f'hx-get="/datenschutz/{path}"' in page and f'href="/datenschutz/{path}"' in page for path, _ in PARTS)
    assert "datenschutz@ostfildern.example" in page
    assert LAENDER["BW"].data_protection in page


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_says_what_it_keeps_and_every_page_leads_to_the_duties_and_to_a_person(
    name: str, start: Callable[..., Any], application: Callable[..., Any]
) -> None:
    running = start(name)
    page = application(running).test_client().get(f"/datenschutz/{name}", base_url=OSTFILDERN).text
    assert running.service.holdings
    for holding in running.service.holdings:
        assert holding.purpose in page
    footer = page.partition("<footer")[2]
    assert all(f'href="{duty}"' in footer for duty in DUTIES)
    assert 'href="tel:+49' in footer


def test_a_town_says_where_to_report_weaknesses(browser: Any) -> None:
    page = browser.get("/.well-known/security.txt", base_url=OSTFILDERN)
    assert page.mimetype == "text/plain"
    assert "Contact: mailto:" in page.text
    assert "Expires: 20" in page.text
