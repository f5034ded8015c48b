"""The identity check by hand: citizen and clerk in two browsers, a card before the camera, well and each way to fail.

The pictures lie in `.local/pictures`: each step as the citizen's phone and the clerk's screen show it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from chassis.testing.waiting import until
from tests.e2e.conftest import nothing_refused
from tests.e2e.documents import Card
from tests.e2e.filming import film, filming
from tests.e2e.people import LATE, Citizen, Clerk, Mailbox, Staff, frames
from tests.e2e.policy import watched
from tests.e2e.test_bundid import say_who
from tests.e2e.test_identity import press, to_code, to_face, to_features, to_zone
from tests.proof.album import DESK, PHONE, Album

__all__ = ["nothing_refused"]
ERIKA = Card("Erika", "Mustermann")
END = "Prüfung ohne Ergebnis beenden"
Window = Callable[[int, int], BrowserContext]


@dataclass
class Meeting:
    """A citizen whose camera films a card, a clerk, and the pictures of both."""

    album: Album
    citizen: Citizen
    clerk: Clerk
    appointment: str

    @property
    def panel(self) -> Locator:
        """The clerk's panel."""
        return self.clerk.panel("identity")

    @property
    def shown(self) -> Locator:
        """What the citizen reads beside it."""
        return self.citizen.panel("identity")

    def look(self, step: str) -> None:
        """Keep a picture of both screens."""
        self.album.take(self.citizen.page, step)
        self.album.take(self.clerk.page, step)

    def ends(self, reason: str) -> None:
        """End the check for a reason, which is proposed or chosen, and look at what both read."""
        chosen = self.panel.get_by_label(reason)
        if not chosen.is_visible():
            self.panel.get_by_text("Es geht nicht").click()
        chosen.check()
        press(self.panel, END)
        self.ended()

    def ended(self) -> None:
        """Look at a check that ended without an identification."""
        expect(self.panel).to_contain_text("Identität nicht bestätigt")
        expect(self.shown).to_contain_text("Die Prüfung konnte nicht abgeschlossen werden")
        self.look("9-ended")


Meet = Callable[..., Meeting]


@pytest.fixture
def meet(chromium: Browser, system: dict[str, Any], mailbox: Mailbox, window: Window, tmp_path: Path) -> Iterator[Meet]:
    """Return `meet(name, card, procedure, town)`: the two have come into a call."""
    with ExitStack() as stack:

        def begin(
            name: str, card: Card = ERIKA, about: str = "Meldebescheinigung", town: str = "ostfildern"
        ) -> Meeting:
            browser = filming(chromium, film(card, tmp_path))
            stack.callback(browser.close)
            seen: Any = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "permissions": ["camera", "microphone"]}
            size: Any = {"width": PHONE[0], "height": PHONE[1]}
            phone = watched(browser.new_context(**seen, viewport=size, has_touch=True))
            phone.set_default_timeout(LATE * 3_000)
            citizen = Citizen(phone.new_page(), system["towns"][town]["url"], mailbox)
            clerk = Clerk.sign_in(window(*DESK).new_page(), system, f"clerk.{town}", "/arbeitsplatz")
            appointment = citizen.book(about)
            citizen.join()
            clerk.admit(appointment)
            until(lambda: frames(clerk.page) > 30, "the citizen's picture runs", LATE)
            return Meeting(Album(f"identity-{name}"), citizen, clerk, appointment)

        yield begin


@pytest.fixture
def colleague(system: dict[str, Any], window: Window) -> Callable[[str, str], Page]:
    """Return `colleague(login, path)`: a page of somebody else who works there."""

    def come(login: str, path: str) -> Page:
        page = window(*DESK).new_page()
        Staff.sign_in(page, system, f"{login}.ostfildern", path)
        return page

    return come


def read_by_camera(panel: Locator, card: Card) -> None:
    """Let the clerk's browser read the lines of the card that the citizen holds before the camera."""
    panel.get_by_role("button", name="Zone lesen").click()
    expect(panel.get_by_label("genau abgetippt")).to_have_value(card.lines)


def test_well_then_what_was_kept_then_revoked(meet: Meet, colleague: Callable[[str, str], Page]) -> None:
    meeting, steps = meet("well", about="Führungszeugnis"), iter(range(1, 40))
    meeting.clerk.identify(
        meeting.citizen.card, look=lambda: meeting.look(f"1-{next(steps):02d}"), take_zone=read_by_camera
    )
    expect(meeting.shown).to_contain_text("Ihr Ausweis ist geprüft")
    meeting.look("2-verified")
    with meeting.citizen.page.context.expect_page() as opened:
        meeting.shown.get_by_role("link", name="Was gespeichert wurde").click()
    kept = opened.value
    expect(kept.locator("main")).to_contain_text("Nie gespeichert")
    meeting.album.take(kept, "3-kept", everywhere=True)
    with kept.expect_download() as download:
        kept.get_by_role("button", name="Auskunft als Datei herunterladen").click()
    told = download.value.path().read_text(encoding="utf-8")
    meeting.album.tell(told, "3-kept")
    assert meeting.citizen.card.number not in told
    kept.close()

    leader = colleague("supervisor", "/verwaltung/identity")
    meeting.album.take(leader, "4-supervision", everywhere=True)
    leader.get_by_role("row").filter(has_text="Erika Mustermann").first.get_by_role("link").click()
    meeting.album.take(leader, "5-revoke", everywhere=True)
    leader.get_by_role("button", name="Prüfung widerrufen").click()
    meeting.album.take(leader, "5-revoke-no-reason")
    leader.get_by_role("radio").first.check()
    leader.get_by_role("button", name="Prüfung widerrufen").click()
    expect(leader.get_by_text("Die Prüfung ist widerrufen.")).to_be_visible()
    meeting.album.take(leader, "6-revoked", everywhere=True)
    for page in (meeting.clerk.page, meeting.citizen.page):
        page.reload()
    expect(meeting.panel).to_contain_text("Die Prüfung wurde widerrufen")
    expect(meeting.shown).to_contain_text("gilt nicht mehr")
    meeting.look("7-revoked")

    leader.get_by_role("link", name="Protokoll durchsuchen und prüfen").click()
    leader.get_by_label("Kennung des Termins").fill(meeting.appointment)
    leader.get_by_role("button", name="Suchen").click()
    expect(leader.get_by_role("table")).to_contain_text("Prüfung widerrufen")
    meeting.album.take(leader, "8-audit", everywhere=True)
    leader.get_by_role("button", name="Protokoll auf Veränderung prüfen").click()
    expect(leader.get_by_text("Das Protokoll ist unverändert")).to_be_visible()
    meeting.album.take(leader, "9-audit-sound", everywhere=True)


def test_consent_is_refused_or_withdrawn_in_mid_check(meet: Meet) -> None:
    meeting = meet("consent")
    meeting.look("1-asked")
    to_features(meeting.panel)
    meeting.panel.get_by_text("Es geht nicht").click()
    reason = "Person ist nicht oder nicht mehr einverstanden"
    expect(meeting.panel.get_by_label(reason)).to_be_visible()
    meeting.look("2-withdrawn")
    meeting.ends(reason)


def test_an_expired_card(meet: Meet) -> None:
    card = Card("Erika", "Mustermann", expiry="200101")
    meeting = meet("expired", card)
    to_zone(meeting.panel)
    read_by_camera(meeting.panel, card)
    expect(meeting.panel).to_contain_text("Abgelaufen am 01.01.2020.")
    meeting.look("1-read")
    press(meeting.panel, "Weiter")
    expect(meeting.panel.get_by_label("Ausweis ist abgelaufen")).to_be_checked()
    meeting.look("2-proposed")
    meeting.ends("Ausweis ist abgelaufen")


def test_the_card_of_somebody_else(meet: Meet) -> None:
    card = Card("Anna", "Gabler")
    meeting = meet("other", card)
    to_zone(meeting.panel)
    read_by_camera(meeting.panel, card)
    press(meeting.panel, "Weiter")
    expect(meeting.panel).to_contain_text("gebucht: Mustermann")
    meeting.look("1-differences")
    press(meeting.panel, "Name stimmt mit der Vorderseite überein")
    expect(meeting.panel).to_contain_text("warum die Abweichung in Ordnung ist")
    meeting.look("2-no-reason")
    meeting.ends("Ausweis gehört nicht zur Buchung")


def test_a_doubtful_connection_and_a_face_that_differs(meet: Meet) -> None:
    meeting = meet("face")
    press(meeting.panel, "Ja, Person ist einverstanden")
    press(meeting.panel, "Nein oder unsicher")
    expect(meeting.panel.get_by_label("Prüfzahl verschieden oder Bild auffällig")).to_be_checked()
    meeting.look("1-connection")
    to_face(meeting.panel, meeting.citizen.card)
    meeting.look("2-asked")
    press(meeting.panel, "Nein oder unsicher")
    expect(meeting.panel.get_by_label("Gesicht und Foto stimmen nicht sicher überein")).to_be_checked()
    meeting.look("3-proposed")
    meeting.ends("Gesicht und Foto stimmen nicht sicher überein")


def worn(meeting: Meeting) -> None:
    """Come to the features, see all but one, and ask a second person."""
    to_features(meeting.panel)
    fields = meeting.panel.get_by_label("Erkannt")
    for number in range(1, fields.count()):
        fields.nth(number).check()
    press(meeting.panel, "Weiter")
    expect(meeting.panel.get_by_text("Bitte wählen Sie, ob das Merkmal zu sehen ist.")).to_be_visible()
    meeting.look("1-not-chosen")
    meeting.panel.get_by_label("Nicht erkennbar").first.check()
    press(meeting.panel, "Weiter")
    expect(meeting.panel.get_by_label("Sicherheitsmerkmale nicht erkennbar")).to_be_checked()
    meeting.look("2-not-seen")
    meeting.panel.get_by_label("Warum kann es trotzdem weitergehen?").fill(f"Karte zerkratzt ({meeting.album.name})")
    press(meeting.panel, "Zweite Person fragen")
    expect(meeting.panel).to_contain_text("Eine zweite Person entscheidet")
    expect(meeting.shown).to_contain_text("Einen Moment bitte")
    meeting.look("3-asked")


@pytest.mark.parametrize("granted", [True, False])
def test_a_worn_card_and_a_second_person(
    granted: bool,
    meet: Meet,
    colleague: Callable[[str, str], Page],
) -> None:
    meeting = meet("worn-granted" if granted else "worn-refused")
    worn(meeting)
    second = colleague("colleague", "/identitaet/vier-augen")
    meeting.album.take(second, "4-list", everywhere=True)
    article = second.locator("article").filter(has_text=meeting.album.name)
    article.get_by_role("link", name="Ansehen und entscheiden").click()
    decision = second.locator("#panel-identity")
    answer = "Prüfung darf weitergehen" if granted else "Nein, Prüfung beenden"
    press(decision, answer)
    expect(decision.get_by_role("alert")).to_be_visible()
    meeting.album.take(second, "5-no-reason", everywhere=True)
    decision.get_by_label("Ihr Grund").fill("Übrige Merkmale sicher" if granted else "Zu viel ist unklar")
    press(decision, answer)
    expect(decision).to_contain_text("Ihre Entscheidung ist angekommen")
    meeting.album.take(second, "6-decided")
    if granted:
        expect(meeting.panel.get_by_label("genau abgetippt")).to_be_visible()
        expect(meeting.shown).to_contain_text("Rückseite")
        meeting.look("7-goes-on")
    else:
        meeting.ended()


def test_wrong_answers_and_then_in_person(meet: Meet) -> None:
    meeting = meet("questions")
    to_face(meeting.panel, meeting.citizen.card)
    press(meeting.panel, "Ja, dieselbe Person")
    expect(meeting.panel.locator(".identity__question")).to_be_visible()
    meeting.look("1-asked")
    press(meeting.panel, "Falsch")
    expect(meeting.panel).to_contain_text("Ersatzfrage")
    meeting.look("2-replacement")
    press(meeting.panel, "Falsch")
    meeting.ended()
    with meeting.clerk.page.context.expect_page() as opened:
        meeting.panel.get_by_role("link", name="Vor Ort bestätigen").click()
    office = opened.value
    meeting.album.take(office, "10-in-person", everywhere=True)
    office.get_by_role("button", name="Identität vor Ort bestätigen").click()
    meeting.album.take(office, "11-in-person-empty")
    office.get_by_label("Personalausweis").check()
    office.get_by_label("Geburtsdatum").fill("1984-02-29")
    office.get_by_label("Der Ausweis liegt im Original vor").check()
    office.get_by_role("button", name="Identität vor Ort bestätigen").click()
    expect(office.locator("body")).to_contain_text("Die Identität ist vor Ort bestätigt.")
    meeting.album.take(office, "12-in-person-done")
    for page in (meeting.clerk.page, meeting.citizen.page):
        page.reload()
    expect(meeting.panel).to_contain_text("Identität bestätigt")
    meeting.look("13-verified")


def to_questions(meeting: Meeting) -> None:
    """Go on to the security questions, or to the end where none may be asked any more."""
    to_face(meeting.panel, meeting.citizen.card)
    press(meeting.panel, "Ja, dieselbe Person")
    over = meeting.panel.get_by_text("Identität nicht bestätigt")
    expect(meeting.panel.locator(".identity__question").or_(over)).to_be_visible()


def test_questions_that_are_used_up_lock_and_the_supervisor_knows_what_to_do(
    meet: Meet, system: dict[str, Any], window: Window
) -> None:
    before = meet("asked-out", about="Führungszeugnis", town="musterstadt")
    to_questions(before)
    asked = before.panel.locator(".identity__question")
    while asked.count():
        question = asked.inner_text()
        press(before.panel, "Trifft nicht zu")
        expect(asked.filter(has_text=question)).to_have_count(0)
    before.ended()
    before.clerk.end_call()
    meeting = meet("locked", about="Führungszeugnis", town="musterstadt")
    to_questions(meeting)
    expect(meeting.panel).to_contain_text("Sicherheitsfragen gesperrt")
    meeting.ended()
    page = window(*DESK).new_page()
    Staff.sign_in(page, system, "supervisor.musterstadt", "/verwaltung/identity")
    expect(page.locator("main")).to_contain_text("Gesperrte Sicherheitsfragen")
    meeting.album.take(page, "10-task", everywhere=True)
    page.get_by_role("button", name="Person ist benachrichtigt").first.click()
    expect(page.get_by_text("Die Aufgabe ist erledigt.")).to_be_visible()
    meeting.album.take(page, "11-told")


def test_a_wrong_code(meet: Meet) -> None:
    meeting = meet("code", about="Führungszeugnis")
    to_code(meeting.panel, meeting.citizen.card)
    meeting.look("1-ask")
    press(meeting.panel, "Code senden")
    code = re.findall(r"\d{3} \d{3}", meeting.citizen.mailbox.newest(meeting.citizen.email, "Ihr Code")["text"])[0]
    wrong = f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"
    for attempt in range(3):
        meeting.panel.get_by_label("Vorgelesener Code").fill(wrong)
        press(meeting.panel, "Code prüfen")
        expect(meeting.panel.get_by_label("Vorgelesener Code")).to_have_value("")
        meeting.look(f"2-wrong-{attempt + 1}")
    meeting.ends("Code nicht bestätigt")


def test_the_call_ends_in_mid_check(meet: Meet) -> None:
    meeting = meet("hung-up")
    to_features(meeting.panel)
    meeting.clerk.page.get_by_role("button", name="Gespräch beenden").last.click()
    meeting.look("1-ending")
    meeting.clerk.end_call()
    meeting.citizen.left()
    meeting.look("2-ended")
    page = meeting.clerk.page
    page.goto(f"{meeting.clerk.town}/identitaet/arbeitsplatz/{meeting.appointment}")
    expect(meeting.panel).to_contain_text("Identität nicht bestätigt")
    meeting.album.take(page, "3-panel")
    meeting.citizen.page.goto(f"{meeting.citizen.town}/identitaet/auskunft/{meeting.appointment}")
    meeting.album.take(meeting.citizen.page, "4-kept", everywhere=True)


def test_bundid_with_another_device(meet: Meet, window: Window) -> None:
    meeting = meet("bundid", about="Führungszeugnis")
    press(meeting.panel, "Ja, Person ist einverstanden")
    expect(meeting.panel.get_by_role("heading", name="Verbindung")).to_be_visible()
    press(meeting.panel, "Mit BundID ausweisen lassen")
    expect(meeting.panel).to_contain_text("Warten auf BundID bis")
    meeting.shown.get_by_text("Lieber mit einem anderen Gerät").click()
    expect(meeting.shown.get_by_role("img", name="QR-Code, der zu BundID führt")).to_be_visible()
    meeting.look("1-offered")
    other, address = window(*PHONE).new_page(), meeting.shown.locator(".identity__address").inner_text()
    other.goto(address)
    meeting.album.take(other, "2-leave", everywhere=True)
    say_who(other, behaviour="altered")
    meeting.album.take(other, "3-refused", everywhere=True)
    expect(meeting.panel).to_contain_text("nicht von BundID unterschrieben")
    meeting.look("4-refused")
    other.goto(address)
    say_who(other, family_name="Gabler")
    meeting.album.take(other, "5-back", everywhere=True)
    expect(meeting.panel).to_contain_text("bei BundID: Gabler")
    meeting.look("6-differences")
    meeting.ends("Ausweis gehört nicht zur Buchung")
