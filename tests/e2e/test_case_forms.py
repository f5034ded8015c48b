"""Every procedure's form in real browsers: filled in at the desk, read and confirmed on a phone, and carried out.

Fulfilment runs alone here; what the other services say comes as their events. The whole way is in `test_journey.py`.
"""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import make_response
from playwright.sync_api import BrowserContext, Locator, Page, expect
from werkzeug.serving import make_server

from chassis.access import Grant
from chassis.testing.waiting import until
from chassis.web.citizen_access import remember_grant
from chassis.web.staff_access import remember_staff
from chassis.web.tenant import find_tenant
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.settle_case import settle_case
from tests.service.conftest import application, wipe
from tests.service.fulfilment.browser import TOWN
from tests.service.fulfilment.conftest import Open, app, do_due_work, fulfilment, register, spool, work
from tests.service.fulfilment.story import Story

__all__ = ["app", "application", "do_due_work", "fulfilment", "register", "spool", "wipe", "work"]
HOST = "ostfildern.localhost"
HOME, FORMER = ("Klosterhof 10", "73760", "Ostfildern"), ("Hauptstraße 1", "70173", "Stuttgart")
AUTHORITY = (
    ("Name der Behörde", "Landratsamt Esslingen"),
    ("Anschrift der Behörde", ("Pulverwiesen 11", "73726", "Esslingen")),
    ("Verwendungszweck oder Aktenzeichen der Behörde", "Az. 4711"),
)
FORMS: dict[str, tuple[Any, ...]] = {
    "ummeldung": (
        "Als PDF zum Herunterladen",
        ("Tag des Einzugs", "2026-01-02"),
        ("Neue Anschrift", HOME),
        ("Bisherige Anschrift", FORMER),
        "Alleinige Wohnung",
        "Die Wohnungsgeberbestätigung liegt vor",
        ("Wer zieht mit um?", "Kim Mustermann, 01.02.2015"),
        "Personalausweis",
    ),
    "abmeldung": (
        "Als PDF zum Herunterladen",
        ("Tag des Auszugs", "2026-01-02"),
        ("Bisherige Wohnung", HOME),
        ("Neue Anschrift im Ausland", ("Ringstraße 1", "1010", "Wien, Österreich")),
        "Alleinige Wohnung",
    ),
    "meldebescheinigung": (
        "Per Post an die Meldeanschrift",
        "Für private Zwecke",
        ("Anschrift der Hauptwohnung", HOME),
        "Familienstand",
        ("Familienstand", "ledig"),
    ),
    "lebensbescheinigung": (
        "Als PDF zum Herunterladen",
        "Für eine Rente oder Versorgung",
        ("Stelle, die die Bescheinigung verlangt", "Deutsche Rentenversicherung"),
        "Auf einer Bescheinigung der Stadt",
        ("Anschrift", HOME),
    ),
    "fuehrungszeugnis": (
        "Direkt an eine Behörde",
        *AUTHORITY,
        "Ja, zuerst bei einem Amtsgericht",
        ("Amtsgericht für die Einsicht", "Amtsgericht Esslingen"),
        "Einfaches Führungszeugnis",
        "Eines EU-Staates",
        "Italien",
        ("Geburtsort", "Roma"),
        ("Staatsangehörigkeit", "italienisch"),
        ("Meldeanschrift", HOME),
        "Mich selbst",
    ),
    "gewerbezentralregister": (
        "Direkt an eine Behörde",
        "Eine Firma oder Vereinigung",
        ("Name der Firma", "Muster GmbH"),
        "GmbH oder UG",
        ("Registergericht", "Amtsgericht Stuttgart"),
        ("Registernummer", "HRB 4711"),
        "Die Vertretungsmacht ist nachgewiesen",
        "Zulassung zu einem Gewerbe",
        *AUTHORITY,
        ("Anschrift der Person oder Sitz der Firma", HOME),
    ),
    "steuer-id": (("Geburtsort", "Roma"), ("Meldeanschrift", HOME)),
}
"""What is ticked, by its label, and what is typed where."""


@dataclass(frozen=True)
class Place:
    """Fulfilment on a real port."""

    address: str
    app: Any

    def let_in(self, context: BrowserContext, remember: Callable[[Any], None]) -> None:
        """Give a browser the cookie that a sign-in or a link would give it."""
        with self.app.test_request_context(base_url=TOWN):
            find_tenant()
            response = make_response("")
            remember(response)
        for header in response.headers.getlist("Set-Cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/", "secure": True}])

    def panel(self, context: BrowserContext, path: str) -> Page:
        """Open a fragment as the page of a call shows it."""
        page = context.new_page()
        page.goto(f"{self.address}/pruefen")
        page.evaluate(
            """async path => {
                const main = document.querySelector("main");
                main.innerHTML = await (await fetch(path)).text();
                htmx.process(main);
            }""",
            path,
        )
        return page


@pytest.fixture(scope="module")
def place(app: Any) -> Iterator[Place]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Place(f"http://{HOST}:{server.port}", app)
    server.shutdown()


def fill(page: Page, case: Locator, form: tuple[Any, ...]) -> None:
    """Fill a form in from top to bottom; each answer is kept as a draft before the next question is answered."""
    for one in form:
        label, told = (one, None) if isinstance(one, str) else one
        if isinstance(told, tuple):
            parts = zip(("Straße und Hausnummer", "Postleitzahl", "Ort"), told, strict=True)
            group = case.get_by_role("group", name=label)
            answers = [(group.get_by_role("textbox", name=part, exact=True), text) for part, text in parts]
        elif told is None:
            answers = [(case.get_by_role("radio", name=label).or_(case.get_by_role("checkbox", name=label)).first, "")]
        else:
            answers = [(case.get_by_label(re.compile(rf"^{re.escape(label)}")).and_(case.locator(TYPED)), told)]
        for field, text in answers:
            with page.expect_response(re.compile("/entwurf$")) as kept:
                answer(field, text)
            kept.value.finished()


LATE = 180
TYPED = "input:not([type=radio]):not([type=checkbox]), textarea"


def answer(field: Locator, text: str) -> None:
    if text:
        field.fill(text)
        field.blur()
    else:
        field.check()


@pytest.mark.parametrize("procedure", FORMS)
def test_a_form_is_filled_in_together_and_carried_out(
    place: Place,
    work: Open,
    do_due_work: Callable[[], int],
    window: Callable[[int, int], BrowserContext],
    procedure: str,
) -> None:
    story = Story(procedure)
    with work() as unit:
        story.open(unit)
        accept_identity(unit, story.verified())
    desk, phone = window(1280, 900), window(360, 740)
    place.let_in(desk, lambda response: remember_staff(response, "c-1", "Karla Klein", {"ostfildern": ["clerk"]}))
    grant = Grant("ostfildern", story.appointment_id, "join", 1)
    place.let_in(phone, lambda response: remember_grant(response, grant))
    page = place.panel(desk, f"/vorgang/arbeitsplatz/{story.appointment_id}")
    fill(page, page.locator("article form.case__form"), FORMS[procedure])
    page.get_by_role("button", name="Dem Bürger zeigen").click()
    expect(page.get_by_text("Der Bürger sieht jetzt diesen Text")).to_be_visible()
    read = place.panel(phone, f"/vorgang/mitlesen/{story.appointment_id}")
    assert read.evaluate("document.documentElement.scrollWidth") <= 360
    read.get_by_role("button", name="Stimmt so, ich beantrage das").click()
    expect(read.get_by_text("Sobald die Gebühr geregelt ist")).to_be_visible()
    with work() as unit:
        settle_case(unit, story.settled())

    def is_carried_out() -> bool:
        """Do what is due, again if a slow machine has put it off."""
        do_due_work()
        with work() as unit:
            return unit.cases.get(story.case_id).state in ("transmitted", "completed")

    until(is_carried_out, "the case is carried out", LATE)
    expect(read.get_by_text(re.compile("fertig|Erledigt|liegt beim")).first).to_be_visible()
    tracker = phone.new_page()
    tracker.goto(f"{place.address}/vorgang/{story.appointment_id}")
    timeline = tracker.locator(".timeline")
    expect(timeline).to_contain_text(re.compile("Zum Herunterladen bereit|Per Post verschickt|übermittelt"))
