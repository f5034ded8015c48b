"""A cashier's day in a browser: batch, statement, a return, a refund by two people, a reminder, a Storno, the post."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from billing.domain.charge import charge_id
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.void_charge import close_case
from chassis.service import Running
from contracts.fulfilment import CaseSubmitted
from contracts.parts import VerifiedPerson
from tests.service.billing.claims import claim
from tests.service.billing.conftest import Open, submitted
from tests.service.billing.statements import Day, Told, camt

TOWN = "ostfildern"
DESKTOP, PHONE = (1280, 900), (360, 740)


@pytest.fixture(scope="module")
def address(app: Any) -> Iterator[str]:
    """Where the web process answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{TOWN}.localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def desks(chromium: Browser, address: str, billing: Running[Any]) -> Iterator[dict[str, Page]]:
    """Two cashiers at their desks."""
    contexts = {who: _desk(chromium, address, billing, who) for who in ("kim", "toni")}
    try:
        yield {who: context.new_page() for who, context in contexts.items()}
    finally:
        for context in contexts.values():
            with closing(context):
                pass


def _desk(chromium: Browser, address: str, billing: Running[Any], who: str) -> BrowserContext:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    context.set_default_timeout(20_000)
    told = {"sub": who, "name": who.title(), "roles": {TOWN: ["cashier"]}}
    key = billing.settings.secrets.read("region", "signing_key")
    value = URLSafeTimedSerializer([key], salt="chassis.staff").dumps(told)
    # Chromium takes a `__Host-` cookie for https alone, and sends it to http://*.localhost all the same.
    url = address.replace("http:", "https:")
    context.add_cookies([{"name": "__Host-staff", "value": str(value), "url": url, "secure": True, "httpOnly": True}])
    return context


def look(page: Page) -> None:
    """See that the page holds at the desk and on a phone, where nothing may stand out of it."""
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


def chosen(work: Open, given_names: str) -> CaseSubmitted:
    """Return a case whose notice waits for the next batch."""
    person = VerifiedPerson(given_names=given_names, family_name="Mustermann", birth_date=date(1964, 8, 12))
    event = submitted(person=person)
    with work() as unit:
        assess_charge(unit, event)
        choose_notice(unit, charge_id(TOWN, event.case_id), "post", "citizen")
    return event


def import_statement(page: Page, folder: Path, day: Day, do_due_work: Callable[[], int]) -> None:
    file = folder / f"auszug-{day.number}.xml"
    file.write_bytes(camt(day))
    page.get_by_role("link", name="Bank", exact=True).click()
    page.get_by_label("Datei der Bank").set_input_files(file)
    page.get_by_role("button", name="Einlesen").click()
    expect(page.get_by_text("Der Kontoauszug wird gebucht.")).to_be_visible()
    do_due_work()
    page.reload()


def test_a_cashiers_day(  # noqa: PLR0915 - a day has many steps
    work: Open, desks: dict[str, Page], address: str, do_due_work: Callable[[], int], tmp_path: Path
) -> None:
    page, second = desks["kim"], desks["toni"]
    cases = [chosen(work, name) for name in ("Erika", "Max")]
    late = claim(work, days_ago=90, family_name="Langsam")

    # The batch leaves, and the page tells how far it is.
    page.goto(f"{address}/kasse")
    expect(page.get_by_text("2 Bescheide warten auf ihren Versandtag.")).to_be_visible()
    page.get_by_role("button", name="Jetzt versenden").click()
    expect(page.get_by_text("2 Bescheide werden gerade versendet …")).to_be_visible()
    do_due_work()
    expect(page.get_by_text("Alle Bescheide sind versendet.")).to_be_visible()
    look(page)
    with work() as unit:
        notices = [unit.notices.of_charge(charge_id(TOWN, case.case_id)) for case in cases]
    first, other = (notice for notice in notices if notice is not None)

    # The post: one file with its cover list, posted by hand.
    page.get_by_role("link", name="Post", exact=True).click()
    page.get_by_role("button", name="Jetzt Druckdatei erstellen").click()
    do_due_work()
    page.reload()
    expect(page.get_by_role("link", name="Druckdatei mit Deckliste")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Aufgabe zur Post eintragen").click()
    expect(page.get_by_text("zur Post gegeben am")).to_be_visible()

    # A statement: one pays too much, and the next day the bank takes it back from the other.
    paid = Told(amount=1300, text=other.rf, name="Max Mustermann", bank_reference="A1")
    much = Told(amount=2000, text=first.rf, bank_reference="A2")
    import_statement(page, tmp_path, Day(told=(paid, much)), do_due_work)
    expect(page.get_by_role("heading", name="Erika Mustermann")).to_be_visible()
    back = Told(amount=-1300, text=other.rf, name="Max Mustermann", bank_reference="A3", returned=True)
    import_statement(page, tmp_path, Day(told=(back,), number="2026-230", sequence=230, opening=103_300), do_due_work)
    expect(page.get_by_role("heading", name="Max Mustermann")).to_be_visible()
    look(page)
    page.goto(f"{address}/kasse/forderung/{other.charge_id}")
    expect(page.get_by_text("Zurückgebucht")).to_be_visible()
    look(page)

    # A refund needs a second person.
    page.get_by_role("link", name="Erstattungen", exact=True).click()
    page.get_by_role("button", name="Erstattung vorschlagen").click()
    expect(page.get_by_text("wartet auf eine zweite Person")).to_be_visible()
    expect(page.get_by_role("button", name="Erstattung freigeben")).to_have_count(0)
    second.goto(f"{address}/kasse/erstattungen")
    second.get_by_role("button", name="Erstattung freigeben").click()
    second.get_by_role("button", name="Zahlungsdatei erstellen").click()
    expect(second.get_by_role("link", name="pain.001")).to_be_visible()
    look(second)

    # A reminder, and a Storno because a case ends.
    page.get_by_role("link", name="Mahnlauf", exact=True).click()
    expect(page.get_by_role("cell", name="Erika Langsam")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Gewählte mahnen").click()
    expect(page.get_by_text("Eine Mahnung geht jetzt hinaus.")).to_be_visible()
    with work() as unit:
        close_case(unit, other.case_id, "withdrawn", unit.clock())
    do_due_work()
    page.goto(f"{address}/kasse/forderung/{late.charge_id}")
    expect(page.get_by_role("link", name="MA-")).to_be_visible()
    page.goto(f"{address}/kasse/forderung/{other.charge_id}")
    expect(page.get_by_role("link", name="ST-")).to_be_visible()

    # The month, as a picture and as a table.
    page.goto(f"{address}/kasse/buecher/monat")
    expect(page.get_by_role("img", name="Festgesetzt und eingegangen je Tag")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    look(page)
