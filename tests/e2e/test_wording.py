"""An administrator writes the town's own words, sees the mail at once, and the next mail that goes out says them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.people import Citizen, Staff

SAVED = "Gespeichert. Ab sofort gehen diese Schreiben mit Ihren Worten hinaus."


def save(page: Page, reason: str) -> None:
    page.get_by_label("Warum ändern Sie das?").fill(reason)
    page.get_by_role("button", name="Speichern und anwenden").click()
    expect(page.get_by_text(SAVED)).to_be_visible()


def test_own_words_are_seen_at_once_sent_and_taken_back(
    citizen: Citizen, system: dict[str, Any], window: Callable[[int, int], BrowserContext]
) -> None:
    own = f"Moin {{name}}, hier ist {{stadt}} ({uuid4().hex[:6]})."
    said = own.replace("{name}", "Erika Mustermann").replace("{stadt}", "Ostfildern")
    page = window(1280, 900).new_page()
    Staff.sign_in(page, system, "administrator.ostfildern", "/verwaltung/booking/schreiben")
    page.get_by_role("link", name="Terminbestätigung (auch der gedruckte Brief): Deutsch").click()
    page.get_by_label("Anrede und Einleitung").fill(own)
    preview = page.locator("#vorschau")
    expect(preview.get_by_text(said)).to_be_visible()
    page.get_by_label("Ihr Hinweis").fill("Siehe {hinweis}")
    expect(preview.get_by_text("Den Platzhalter {hinweis} gibt es hier nicht.")).to_be_visible()
    page.get_by_label("Ihr Hinweis").fill("Das Parkhaus ist geschlossen.")
    expect(preview.get_by_text("Das Parkhaus ist geschlossen.")).to_be_visible()
    save(page, "Freundlicher")

    citizen.book("Meldebescheinigung")
    sent = citizen.mailbox.newest(citizen.email, "Ihr Videotermin")["text"]
    assert sent.startswith(said)
    assert "Das Parkhaus ist geschlossen." in sent
    assert "/gespraech#" in sent

    page.get_by_role("link", name="Zurücknehmen").first.click()
    expect(page.get_by_text("Im Formular stehen die Worte")).to_be_visible()
    save(page, "Zurück")
    expect(preview.get_by_text(said)).to_have_count(0)
