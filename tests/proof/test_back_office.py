"""The back office by hand: two people in two browsers share the work, and a third one verifies what they issue.

Fulfilment runs alone, with the folder of a print shop; the pictures lie in `.local/pictures`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from fulfilment.use_cases.open_task import open_task
from fulfilment.use_cases.transmission import message_id
from tests.e2e.place import Place, place
from tests.proof.album import DESK, PHONE, Album
from tests.service.conftest import application, wipe
from tests.service.fulfilment.conftest import Open, RegisterDouble, app, do_due_work, fulfilment, register, spool, work
from tests.service.fulfilment.story import Story

__all__ = ["app", "application", "do_due_work", "fulfilment", "place", "register", "spool", "wipe", "work"]
OFFICE = "/verwaltung/fulfilment"
Window = Callable[[int, int], BrowserContext]


@dataclass(frozen=True)
class Office:
    """Browsers of people who work for the town."""

    place: Place
    window: Window

    def sign_in(self, role: str, name: str) -> Page:
        """Open the work list."""
        context = self.window(*DESK)
        self.place.let_staff_in(context, role, name)
        page = context.new_page()
        page.goto(f"{self.place.address}{OFFICE}")
        return page

    def open(self, page: Page, path: str) -> None:
        """Go to a page of the back office."""
        page.goto(f"{self.place.address}{OFFICE}{path}")


@pytest.fixture
def office(place: Place, window: Window) -> Office:
    return Office(place, window)


def downloaded(section: Locator) -> bytes:
    """Return the PDF behind the link of a list, which opens a window of its own."""
    link = section.get_by_role("link", name=re.compile("Alle als ein PDF"))
    return bytes(link.evaluate("async link => [...new Uint8Array(await (await fetch(link.href)).arrayBuffer())]"))


def test_a_number_finds_the_file_and_a_fee_that_is_open_suspends_the_clock(office: Office, work: Open) -> None:
    album, paid, owing = Album("office"), Story(answers={"delivery": "post"}), Story("fuehrungszeugnis")
    with work() as unit:
        paid.settle(unit)
        number = owing.submit(unit).number
    clerk = office.sign_in("clerk", "Sabine Schäfer")
    row = clerk.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text("die Frist ruht")
    album.take(clerk, "1-worklist", everywhere=True)
    clerk.get_by_label("Vorgangsnummer").fill(number)
    clerk.get_by_role("button", name="Suchen").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text(number)
    expect(clerk.locator("main")).to_contain_text("die Frist ruht")
    album.take(clerk, "2-file", everywhere=True)
    office.open(clerk, "?nummer=OST-1")
    expect(clerk.locator("main")).to_contain_text("Diese Nummer gibt es hier nicht")
    album.take(clerk, "3-unknown")


def test_a_task_is_taken_handed_over_and_finished_by_a_colleague(office: Office, work: Open) -> None:
    album, story = Album("task"), Story("fuehrungszeugnis")
    with work() as unit:
        open_task(unit, story.settle(unit), "record_in_register")
        unit.unschedule("transmit-case", story.case_id)
    first, second = office.sign_in("clerk", "Sabine Schäfer"), office.sign_in("clerk", "Tobias Keller")
    for page in (first, second):
        office.open(page, "/aufgaben")
    album.take(first, "1-tasks", everywhere=True)
    for page in (first, second):
        page.get_by_role("link", name=re.compile("Im Fachverfahren erfassen")).click()
    first.get_by_role("button", name="Übernehmen").click()
    expect(first.locator("main")).to_contain_text("mir")
    album.take(first, "2-mine", everywhere=True)
    second.get_by_role("button", name="Übernehmen").click()
    expect(second.locator("main")).to_contain_text("Sabine Schäfer")
    album.take(second, "3-hers")
    first.get_by_role("button", name="Abgeben").click()
    album.take(first, "4-handed-over")
    office.open(second, "/aufgaben")
    second.get_by_role("link", name=re.compile("Im Fachverfahren erfassen")).click()
    second.get_by_role("button", name="Übernehmen").click()
    second.get_by_label("Nummer im Fachverfahren").fill("VOIS-4711")
    second.get_by_role("button", name="Eintragen und erledigen").click()
    album.take(second, "5-finished")
    with work() as unit:
        assert unit.cases.get(story.case_id).reference == "VOIS-4711"


def test_a_request_that_the_authority_rejects_is_talked_over(
    office: Office, work: Open, do_due_work: Callable[[], int], register: RegisterDouble
) -> None:
    album, story = Album("rejected"), Story("fuehrungszeugnis")
    with work() as unit:
        number = story.settle(unit).number
    do_due_work()
    register.decide(str(message_id(story.case_id)), "reject")
    with work() as unit:
        unit.schedule("follow-transmission", story.case_id, unit.clock())
    do_due_work()
    clerk = office.sign_in("clerk", "Sabine Schäfer")
    clerk.get_by_role("link", name=re.compile("nicht erledigt")).click()
    expect(clerk.get_by_role("row").filter(has_text=number)).to_contain_text("nicht erledigt")
    album.take(clerk, "1-filtered", everywhere=True)
    clerk.get_by_role("link", name=number, exact=True).click()
    album.take(clerk, "2-file", everywhere=True)
    clerk.get_by_role("link", name="Ablehnung besprechen").click()
    expect(clerk.locator("main")).to_contain_text("stimmen nicht mit dem Register überein")
    album.take(clerk, "3-task", everywhere=True)
    clerk.get_by_role("button", name="Übernehmen").click()
    clerk.get_by_role("textbox").fill("Angerufen: Der Geburtsname fehlte, neuer Termin am Montag.")
    clerk.get_by_role("button", name="Erledig").click()
    expect(clerk.locator("main")).to_contain_text("Hier ist gerade nichts zu tun")
    phone = office.window(*PHONE)
    office.place.let_citizen_in(phone, story)
    tracker = phone.new_page()
    tracker.goto(f"{office.place.address}/vorgang/{story.appointment_id}")
    expect(tracker.locator("main")).to_contain_text("stimmen nicht mit dem Register überein")
    album.take(tracker, "4-tracker", everywhere=True)


def test_the_post_of_the_day_is_printed_posted_and_one_letter_comes_back(
    office: Office, work: Open, do_due_work: Callable[[], int], spool: Path
) -> None:
    album, letters = Album("post"), [Story(answers={"delivery": "post"}) for _ in range(3)]
    moved = Story("ummeldung", answers={"papers": "id_card,passport"})
    with work() as unit:
        numbers = [story.settle(unit).number for story in letters]
        moved.settle(unit)
    do_due_work()
    clerk = office.sign_in("clerk", "Sabine Schäfer")
    office.open(clerk, "/druck")
    album.take(clerk, "1-run", everywhere=True)
    sheets = [downloaded(section) for section in clerk.locator("section.stack").all()]
    said = [album.keep(sheet, f"2-run-{number}") for number, sheet in enumerate(sheets)]
    assert [number in said[0] for number in numbers] == [True] * 3
    assert "Wohnort-Aufkleber" in said[1]
    for _ in range(2):
        clerk.get_by_role("button", name="Diese Briefe sind zur Post gegeben").first.click()
    expect(clerk.get_by_text("Hier liegt gerade nichts zum Drucken.")).to_have_count(2)
    album.take(clerk, "3-posted")
    office.open(clerk, f"/vorgaenge/{letters[0].case_id}")
    clerk.get_by_role("button", name="Brief ist zurückgekommen").click()
    album.take(clerk, "4-returned")
    clerk.get_by_role("link", name="Rückläufer klären").click()
    album.take(clerk, "5-task", everywhere=True)
    clerk.get_by_role("textbox").fill("Neue Anschrift erfragt, Brief noch einmal verschickt.")
    clerk.get_by_role("button", name="Eintragen und erledigen").click()
    expect(clerk.get_by_role("link", name="Rückläufer klären")).to_have_count(0)


def test_two_supervisors_revoke_and_whoever_verifies_sees_it_at_once(
    office: Office, work: Open, do_due_work: Callable[[], int]
) -> None:
    album, story = Album("revocation"), Story()
    with work() as unit:
        story.settle(unit)
    do_due_work()
    with work() as unit:
        code = unit.certificates.of(story.appointment_id)[0].code
    anyone = office.window(*PHONE).new_page()
    anyone.goto(f"{office.place.address}/pruefen")
    album.take(anyone, "1-ask", everywhere=True)
    anyone.get_by_label("Prüfcode").fill(code.lower())
    anyone.get_by_role("button", name="Prüfen").click()
    expect(anyone.get_by_role("heading", level=1)).to_have_text("Dieser Prüfcode ist gültig")
    album.take(anyone, "2-valid", everywhere=True)
    first, second = office.sign_in("supervisor", "Dr. Lena Vogt"), office.sign_in("supervisor", "Aylin Demir")
    first.get_by_role("link", name="Bescheinigung widerrufen").click()
    first.get_by_label("Prüfcode").fill(code)
    first.get_by_role("button", name="Suchen").click()
    first.get_by_label("Grund des Widerrufs").fill("Die Anschrift war im Register falsch erfasst.")
    album.take(first, "3-propose", everywhere=True)
    first.get_by_role("button", name="Widerruf vorschlagen").click()
    expect(first.get_by_role("button", name="Endgültig widerrufen")).to_have_count(0)
    album.take(first, "4-proposed")
    anyone.reload()
    expect(anyone.get_by_role("heading", level=1)).to_have_text("Dieser Prüfcode ist gültig")
    second.get_by_role("link", name="Bescheinigung widerrufen").click()
    album.take(second, "5-waiting", everywhere=True)
    second.get_by_role("link", name=re.compile("Meldebescheinigung OST-")).click()
    album.take(second, "6-agree")
    second.get_by_role("button", name="Endgültig widerrufen").click()
    expect(second.locator("main")).to_contain_text("Widerrufen am")
    anyone.reload()
    assert anyone.get_by_role("heading", level=1).inner_text() == "Dieses Dokument ist widerrufen"
    album.take(anyone, "7-revoked", everywhere=True)
    phone = office.window(*PHONE)
    office.place.let_citizen_in(phone, story)
    tracker = phone.new_page()
    tracker.goto(f"{office.place.address}/vorgang/{story.appointment_id}")
    expect(tracker.locator("main")).to_contain_text("Ihr Dokument ist widerrufen")
    album.take(tracker, "8-tracker", everywhere=True)


def test_every_table_of_the_catalogue_is_drawn(office: Office, work: Open) -> None:
    album, story = Album("flow"), Story()
    with work() as unit:
        story.open(unit)
    clerk = office.sign_in("clerk", "Sabine Schäfer")
    office.open(clerk, "/ablauf")
    album.take(clerk, "0-all", everywhere=True)
    links = clerk.locator("main a[href*='/ablauf/']")
    addresses = [str(link.get_attribute("href")) for link in links.all()]
    assert len(addresses) >= 8
    for address in addresses:
        clerk.goto(f"{office.place.address}{address}")
        name = address.split("/")[-2]
        album.take(clerk, name, everywhere=name == "fuehrungszeugnis")
        expect(clerk.locator("svg[role=img]")).to_be_visible()
