"""The identity check between two windows: each way it can fail leads both people on, and a second person helps out."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import BrowserContext, Locator, expect

from tests.e2e.documents import Card
from tests.e2e.people import Citizen, Clerk, Mailbox, Staff

SMALLER_THAN_ANY_IMAGE = 4096


@pytest.fixture
def panel(citizen: Citizen, clerk: Clerk) -> Locator:
    """The clerk's panel with the citizen in the call."""
    appointment = citizen.book("Meldebescheinigung")
    citizen.join()
    clerk.admit(appointment)
    return clerk.panel("identity")


def press(panel: Locator, button: str) -> None:
    """Press a button of the panel."""
    panel.get_by_role("button", name=button, exact=True).click()


def to_features(panel: Locator) -> None:
    """Go on to the security features from the consent, or from the connection."""
    begin = panel.get_by_role("button", name="Ja, Person ist einverstanden", exact=True)
    compared = panel.get_by_role("button", name="Prüfzahl gleich, nichts auffällig", exact=True)
    expect(begin.or_(compared)).to_be_visible()
    if begin.count():
        begin.click()
    compared.click()
    panel.get_by_role("radio").first.check()
    press(panel, "Weiter")
    expect(panel.get_by_label("Erkannt").first).to_be_visible()


def to_zone(panel: Locator) -> None:
    """Go on to the machine-readable zone."""
    to_features(panel)
    for seen in panel.get_by_label("Erkannt").all():
        seen.check()
    press(panel, "Weiter")
    expect(panel.get_by_label("genau abgetippt")).to_be_visible()


def to_face(panel: Locator, card: Card) -> None:
    """Go on to the face."""
    to_zone(panel)
    panel.get_by_label("genau abgetippt").fill(card.lines)
    press(panel, "Weiter")
    panel.get_by_role("button", name="Name stimmt mit der Vorderseite überein").click()
    expect(panel.get_by_role("button", name="Ja, dieselbe Person")).to_be_visible()


def to_code(panel: Locator, card: Card) -> None:
    """Go on to the one-time code."""
    to_face(panel, card)
    press(panel, "Ja, dieselbe Person")
    send = panel.get_by_role("button", name="Code senden", exact=True)
    asked = panel.locator(".identity__question")
    expect(send.or_(asked)).to_be_visible()
    while asked.count():
        question = asked.inner_text()
        press(panel, "Richtig")
        expect(asked.filter(has_text=question)).to_have_count(0)
        expect(send.or_(asked)).to_be_visible()


def ends(panel: Locator, citizen: Citizen, reason: str, told: str) -> None:
    """End the check for the reason that is proposed; both people read what comes next."""
    expect(panel.get_by_label(reason)).to_be_checked()
    press(panel, "Prüfung ohne Ergebnis beenden")
    expect(panel).to_contain_text("Identität nicht bestätigt")
    expect(panel.get_by_text("Identität nicht bestätigt")).to_be_in_viewport()
    expect(citizen.panel("identity")).to_contain_text(told)


def test_each_doubt_proposes_its_way_out_and_somebody_elses_card_ends_the_check(
    panel: Locator, citizen: Citizen
) -> None:
    press(panel, "Ja, Person ist einverstanden")
    expect(citizen.panel("identity")).to_contain_text("Prüfzahl")
    press(panel, "Nein oder unsicher")
    expect(panel.get_by_label("Prüfzahl verschieden oder Bild auffällig")).to_be_checked()
    expect(panel.get_by_role("alert")).to_be_focused()
    to_zone(panel)

    panel.get_by_label("genau abgetippt").fill(Card("Erika", "Mustermann", expiry="200101").lines)
    press(panel, "Weiter")
    expect(panel).to_contain_text("Abgelaufen am 01.01.2020.")
    expect(panel.get_by_label("Ausweis ist abgelaufen")).to_be_checked()
    expect(panel.get_by_label("genau abgetippt")).to_be_focused()

    panel.get_by_label("genau abgetippt").fill(Card("Anna", "Gabler").lines)
    press(panel, "Weiter")
    expect(panel).to_contain_text("Abweichung von der Buchung")
    expect(panel).to_contain_text("gebucht: Mustermann")
    press(panel, "Name stimmt mit der Vorderseite überein")
    expect(panel).to_contain_text("warum die Abweichung in Ordnung ist")
    ends(panel, citizen, "Ausweis gehört nicht zur Buchung", "im Bürgerbüro vor Ort")


def test_a_face_that_differs_and_wrong_answers_end_the_check(panel: Locator, citizen: Citizen) -> None:
    to_face(panel, citizen.card)
    press(panel, "Nein oder unsicher")
    expect(panel.get_by_label("Gesicht und Foto stimmen nicht sicher überein")).to_be_checked()
    press(panel, "Ja, dieselbe Person")
    press(panel, "Falsch")
    expect(panel).to_contain_text("Ersatzfrage")
    press(panel, "Falsch")
    expect(panel).to_contain_text("Sicherheitsfragen nicht bestanden")
    expect(citizen.panel("identity")).to_contain_text("konnte nicht abgeschlossen werden")
    with citizen.page.context.expect_page() as opened:
        citizen.panel("identity").get_by_role("link", name="Was gespeichert wurde").click()
    kept = opened.value.locator("main")
    expect(kept).to_contain_text("Nie gespeichert")
    expect(kept).not_to_contain_text("29.02.1984")


def test_a_worn_card_goes_on_when_a_second_person_says_so(
    panel: Locator, citizen: Citizen, system: dict[str, Any], window: Callable[[int, int], BrowserContext]
) -> None:
    to_features(panel)
    fields = panel.get_by_label("Erkannt")
    for number in range(1, fields.count()):
        fields.nth(number).check()
    panel.get_by_label("Nicht erkennbar").first.check()
    press(panel, "Weiter")
    panel.get_by_label("Warum kann es trotzdem weitergehen?").fill("Karte zerkratzt")
    press(panel, "Zweite Person fragen")
    expect(panel).to_contain_text("Eine zweite Person entscheidet")

    page = window(390, 844).new_page()
    second = Staff.sign_in(page, system, "supervisor.ostfildern", "/identitaet/vier-augen")
    article = page.locator("article").filter(has_text="Karte zerkratzt").last
    article.get_by_role("link", name="Ansehen und entscheiden").click()
    decision = page.locator("#panel-identity")
    decision.get_by_label("Ihr Grund").fill("Übrige Merkmale sicher")
    decision.get_by_role("button", name="Prüfung darf weitergehen").click()
    expect(decision).to_contain_text("Ihre Entscheidung ist angekommen")
    expect(panel.get_by_label("genau abgetippt")).to_be_visible()
    expect(citizen.panel("identity")).to_contain_text("Rückseite")
    assert second.town == citizen.town


def test_no_image_leaves_the_two_browsers_and_a_wrong_code_ends_the_way(
    citizen: Citizen, clerk: Clerk, mailbox: Mailbox
) -> None:
    sent: list[tuple[str, int]] = []
    for page in (clerk.page, citizen.page):
        page.on("request", lambda request: sent.append((request.url, len(request.post_data_buffer or b""))))
    appointment = citizen.book("Führungszeugnis")
    citizen.join()
    clerk.admit(appointment)
    panel = clerk.panel("identity")
    to_code(panel, citizen.card)
    press(panel, "Code senden")
    code = re.findall(r"\d{3} \d{3}", mailbox.newest(citizen.email, "Ihr Code")["text"])[0]
    wrong = f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"
    for _ in range(3):
        panel.get_by_label("Vorgelesener Code").fill(wrong)
        press(panel, "Code prüfen")
        expect(panel.get_by_label("Vorgelesener Code")).to_have_value("")
    ends(panel, citizen, "Code nicht bestätigt", "Code an den Kontakt Ihrer Buchung")
    to_us = [size for address, size in sent if "/identitaet/" in address]
    assert len(to_us) > 10
    assert max(to_us) < SMALLER_THAN_ANY_IMAGE


def test_a_code_comes_as_a_text_message_after_the_clerk_read_that_the_first_did_not_go_out(
    citizen: Citizen, clerk: Clerk, system: dict[str, Any]
) -> None:
    gateway, number = system["doubles"]["sms"], f"+491711{uuid4().int % 10**7:07d}"
    citizen.phone = f"0{number[3:]}"
    appointment = citizen.book("Führungszeugnis")
    citizen.join()
    clerk.admit(appointment)
    panel = clerk.panel("identity")
    to_code(panel, citizen.card)
    requests.put(f"{gateway}/_double/misbehaviour", json={"mode": "error", "times": 1}, timeout=5).raise_for_status()
    press(panel, "Code per SMS senden")
    expect(panel).to_contain_text("Die SMS konnte gerade nicht geschickt werden.")
    press(panel, "Code per SMS senden")
    expect(panel).to_contain_text(f"unterwegs an … {number[-3:]}")
    (message,) = requests.get(f"{gateway}/_double/messages", params={"to": number}, timeout=5).json()
    panel.get_by_label("Vorgelesener Code").fill(message["text"][:7])
    press(panel, "Code prüfen")
    press(panel, "Identität bestätigen")
    expect(panel).to_contain_text("Identität bestätigt")
