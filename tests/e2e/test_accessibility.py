"""Every page and state of the journey, examined by axe-core: WCAG 2.2 AA, as BITV 2.0 § 3 and EN 301 549 want it."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from chassis.testing.waiting import until
from tests.e2e.axe import Examiner
from tests.e2e.people import LATE, Cashier, Citizen, Clerk, Staff, runs

OF_EVERY_TOWN = (
    "/",
    "/impressum",
    "/barrierefreiheit",
    "/datenschutz",
    *(f"/datenschutz/{service}" for service in ("booking", "identity", "video", "billing", "fulfilment")),
    "/gibt-es-nicht",
    "/pruefen",
    "/gespraech",
    "/termin/link-verloren",
    "/termin/nummer",
)
OF_STAFF = {
    "clerk.ostfildern": ("/arbeitsplatz", "/kasse", "/verwaltung/booking", "/verwaltung/booking/kalender"),
    "administrator.ostfildern": (
        "/verwaltung/booking/erscheinungsbild",
        "/verwaltung/booking/einbetten",
        "/verwaltung/booking/schreiben",
        "/verwaltung/booking/schreiben/change/ar",
    ),
    "supervisor.ostfildern": ("/verwaltung/identity", "/verwaltung/fulfilment", "/arbeitsplatz/guete"),
    "cashier.ostfildern": ("/kasse", "/verwaltung/billing"),
}


@pytest.fixture
def examiner() -> Iterator[Examiner]:
    """An examiner who tells what was found also when the journey broke off."""
    made = Examiner()
    yield made
    print("\n".join(made.findings))  # noqa: T201 - belongs to the report of a failed test


def test_nothing_on_the_way_of_a_citizen_and_a_clerk_keeps_anybody_out(  # noqa: PLR0917 - fixtures are arguments
    examiner: Examiner,
    citizen: Citizen,
    clerk: Clerk,
    cashier: Cashier,
    system: dict[str, Any],
    window: Callable[[int, int], BrowserContext],
) -> None:
    _pages_for_all(examiner, citizen)
    appointment = _booking(examiner, citizen)
    _managing(examiner, citizen, window)
    _entrance(examiner, citizen)
    examiner.look(clerk.page, "queue with somebody waiting")
    clerk.page.goto(f"{clerk.town}/arbeitsplatz/{appointment}")
    examiner.look(clerk.page, "desk before the call")
    _call(examiner, citizen, clerk, appointment)
    _afterwards(examiner, citizen, clerk, cashier, appointment)
    _other_staff(examiner, system, window)
    assert len(examiner.seen) > 40
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


def _pages_for_all(examiner: Examiner, citizen: Citizen) -> None:
    for path in OF_EVERY_TOWN:
        citizen.page.goto(citizen.town + path)
        examiner.look(citizen.page, path)
    citizen.page.goto(f"{citizen.town}/termin/link-verloren")
    citizen.page.locator("main form button").click()
    examiner.look(citizen.page, "lost link, nothing typed")
    citizen.page.goto(f"{citizen.town}/pruefen?code=ABCD-EFGH-JKLM")
    examiner.look(citizen.page, "a certificate that nobody issued")


def _booking(examiner: Examiner, citizen: Citizen) -> str:
    page = citizen.page
    page.goto(f"{citizen.town}/termin")
    examiner.look(page, "procedures")
    page.get_by_role("button", name="Weiter zu den freien Zeiten").click()
    examiner.look(page, "procedures, none chosen")
    citizen.choose("Meldebescheinigung")
    examiner.look(page, "times")
    page.get_by_role("button", name="Diese Zeit nehmen").click()
    examiner.look(page, "details")
    page.get_by_label("E-Mail-Adresse").fill("keine-adresse")
    page.get_by_role("button", name="Termin verbindlich buchen").click()
    examiner.look(page, "details with errors")
    page.get_by_role("button", name="Mehr Zeit").click()
    examiner.look(page, "details with more time")
    page.get_by_role("button", name="Andere Zeit wählen").click()
    examiner.look(page, "other times")
    appointment = citizen.book("Meldebescheinigung")
    examiner.look(page, "confirmed")
    return appointment


def _managing(examiner: Examiner, citizen: Citizen, window: Callable[[int, int], BrowserContext]) -> None:
    other = Citizen(window(390, 844).new_page(), citizen.town, citizen.mailbox)
    other.book_ahead("Meldebescheinigung")
    other.page = page = window(390, 844).new_page()
    other.follow("Videotermin", "/termin/zugang/")
    examiner.look(page, "door to the appointment")
    page.locator("main form button").click()
    examiner.look(page, "appointment")
    managed = page.url
    page.get_by_role("link", name="Termin verschieben").click()
    examiner.look(page, "times to move to")
    page.locator("main button.time").first.click()
    examiner.look(page, "move?")
    page.goto(managed)
    page.get_by_role("link", name="Termin absagen").click()
    examiner.look(page, "cancel?")
    page.get_by_role("button", name="Ja, Termin absagen").click()
    examiner.look(page, "cancelled")
    page.goto(f"{citizen.town}/termin/verwalten/00000000-0000-0000-0000-000000000000")
    examiner.look(page, "somebody else's appointment")


def _entrance(examiner: Examiner, citizen: Citizen) -> None:
    page = citizen.page
    citizen.follow("Videotermin", "/gespraech#")
    page.wait_for_url(re.compile("/gespraech/[0-9a-f]{8}-"))
    examiner.look(page, "device test, not begun")
    page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()
    expect(page.get_by_text("Kamera und Mikrofon sind bereit").first).to_be_visible()
    examiner.look(page, "device test, ready")
    page.get_by_label("Ich bin damit einverstanden").check()
    page.get_by_role("button", name="Warteraum betreten").click()
    expect(page.get_by_text("Sie sind im Warteraum")).to_be_visible()
    examiner.look(page, "waiting room")


def _call(examiner: Examiner, citizen: Citizen, clerk: Clerk, appointment: str) -> None:
    clerk.admit(appointment)
    for page in (citizen.page, clerk.page):
        until(partial(runs, page, 10), "the picture of the other side runs", LATE)

    def step() -> None:
        number = len(examiner.seen)
        examiner.look(clerk.page, f"desk, step {number}")
        examiner.look(citizen.page, f"call, step {number}")

    clerk.identify(citizen.card, step)
    case = clerk.case("Meldebescheinigung")
    clerk.show(case)
    step()
    case.get_by_label("Per Post an die Meldeanschrift").check()
    case.get_by_label("Für private Zwecke").check()
    clerk.fill_address(case)
    clerk.show(case)
    expect(citizen.panel("case")).to_contain_text("Stimmt so")
    step()
    citizen.confirm("Meldebescheinigung")
    expect(citizen.panel("fee")).to_contain_text("8,00")
    step()
    citizen.choose_notice_by_mail()
    expect(citizen.panel("fee")).to_contain_text("Bescheid folgt")
    step()


def _afterwards(examiner: Examiner, citizen: Citizen, clerk: Clerk, cashier: Cashier, appointment: str) -> None:
    clerk.page.get_by_role("button", name="Gespräch beenden").last.click()
    examiner.look(clerk.page, "desk, end without an outcome")
    clerk.end_call()
    examiner.look(clerk.page, "queue after the call")
    citizen.left()
    examiner.look(citizen.page, "after the call")
    clerk.page.goto(f"{clerk.town}/arbeitsplatz/{appointment}")
    examiner.look(clerk.page, "desk after the call")
    until(lambda: "Post" in citizen.tracker().inner_text(), "the certificate went to the post", LATE)
    examiner.look(citizen.page, "tracker")
    examiner.look(cashier.page, "cash desk")
    _first_links(examiner, cashier.page, cashier.town, "/kasse")


def _first_links(examiner: Examiner, page: Page, town: str, below: str) -> None:
    """Look at one page of each kind that this page links to."""
    kinds: dict[str, str] = {}
    for link in page.locator(f'main a[href^="{below}"]').all():
        address = link.get_attribute("href") or ""
        if address.endswith(".pdf"):
            continue
        kinds.setdefault(re.sub(r"[0-9a-f-]{36}|\d+", "…", address.partition("?")[0]), address)
    for kind, address in kinds.items():
        page.goto(town + address)
        examiner.look(page, kind)


def _other_staff(examiner: Examiner, system: dict[str, Any], window: Callable[[int, int], BrowserContext]) -> None:
    for login, paths in OF_STAFF.items():
        person = Staff.sign_in(window(1280, 900).new_page(), system, login, paths[0])
        for path in paths:
            person.page.goto(person.town + path)
            examiner.look(person.page, f"{path} as {login}")
            _first_links(examiner, person.page, person.town, path)
