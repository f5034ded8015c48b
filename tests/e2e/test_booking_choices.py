"""Choosing a time in every way, as a family, from the waiting list, at the door: by keyboard, open to everybody."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import Examiner
from tests.e2e.people import Citizen


@pytest.fixture
def examiner() -> Iterator[Examiner]:
    """An examiner who tells what was found also when the journey broke off."""
    made = Examiner()
    yield made
    print("\n".join(made.findings))  # noqa: T201 - belongs to the report of a failed test


def test_a_family_finds_a_day_in_the_month_by_arrow_keys_and_books(citizen: Citizen, examiner: Examiner) -> None:
    page = citizen.page
    page.goto(f"{citizen.town}/termin")
    page.get_by_role("checkbox", name="Wohnsitz anmelden", exact=False).check()
    page.get_by_label("Für wie viele Personen?").select_option("2")
    page.get_by_role("button", name="Weiter zu den freien Zeiten").click()
    page.get_by_text("Zeiten eingrenzen").click()
    examiner.look(page, "times, narrowing open")
    page.get_by_role("navigation", name="Ansicht").get_by_role("link", name="Woche").click()
    examiner.look(page, "week")
    page.get_by_role("navigation", name="Ansicht").get_by_role("link", name="Monat").click()
    examiner.look(page, "month")
    # What begins in a minute cannot be managed when all has been looked at.
    page.get_by_role("link", name="Monat danach").click()
    days = page.locator("[data-month] a")
    days.first.focus()
    page.keyboard.press("End")
    expect(days.last).to_be_focused()
    page.keyboard.press("Home")
    expect(days.first).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("button.time").first.click()
    page.get_by_label("Für mein Kind").check()
    examiner.look(page, "details of a family")
    page.get_by_label("Vornamen").fill("Erika")
    page.get_by_label("Familienname").fill("Mustermann")
    page.get_by_label("E-Mail-Adresse").fill(citizen.email)
    page.get_by_label("Ich bin einverstanden").check()
    page.get_by_role("button", name="Termin verbindlich buchen").click()
    summary = page.get_by_role("alert").filter(has_text="Bitte prüfen Sie Ihre Angaben")
    expect(summary).to_contain_text("Nachname von Person 2")
    page.get_by_label("Nachname von Person 2").fill("Mustermann")
    page.get_by_label("Vorname von Person 2").fill("Max")
    page.get_by_label("Nachname der Person, für die Sie handeln").fill("Mustermann")
    page.get_by_role("button", name="Termin verbindlich buchen").click()
    expect(page.get_by_role("heading", name="Ihr Termin steht fest")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Max Mustermann")
    examiner.look(page, "confirmed for a family")
    page.get_by_role("link", name="ansehen, verschieben oder absagen").click()
    page.get_by_role("link", name="Keine E-Mails mehr").click()
    examiner.look(page, "no more mails?")
    page.get_by_role("button", name="Ja, keine E-Mails mehr").click()
    expect(page.locator("main")).not_to_contain_text("Wir schreiben Ihnen an")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


def test_who_waits_can_leave_the_line_by_the_link_of_the_mail(citizen: Citizen, examiner: Examiner) -> None:
    page = citizen.page
    citizen.choose("Führungszeugnis")
    page.get_by_role("link", name="Auf die Warteliste").click()
    page.get_by_role("button", name="Auf die Warteliste setzen").click()
    examiner.look(page, "waiting list with errors")
    page.get_by_label("E-Mail-Adresse").fill(citizen.email)
    page.get_by_label("Montag").check()
    page.get_by_label("Ich bin einverstanden").check()
    page.get_by_role("button", name="Auf die Warteliste setzen").click()
    expect(page.get_by_role("heading", name="Sie stehen auf der Warteliste")).to_be_visible()
    examiner.look(page, "on the waiting list")
    citizen.follow("Warteliste", "/termin/warteliste/")
    expect(page.locator("main")).to_contain_text("Montag")
    examiner.look(page, "place in the line")
    page.get_by_role("button", name="Von der Warteliste löschen").click()
    expect(page.get_by_role("heading", name="nicht mehr auf der Warteliste")).to_be_visible()
    examiner.look(page, "waiting list left")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


def test_who_knocks_is_in_the_line_at_once(citizen: Citizen, examiner: Examiner) -> None:
    page = citizen.page
    page.goto(citizen.town)
    page.get_by_role("link", name="Anklopfen").click()
    examiner.look(page, "door")
    page.get_by_role("checkbox", name=re.compile("^Beratung")).check()
    page.get_by_role("button", name="Jetzt anklopfen").click()
    page.get_by_label("Vornamen").fill("Erika")
    page.get_by_label("Familienname").fill("Mustermann")
    page.get_by_label("E-Mail-Adresse").fill(citizen.email)
    page.get_by_label("Ich bin einverstanden").check()
    page.get_by_role("button", name="Termin verbindlich buchen").click()
    expect(page.get_by_role("link", name="Jetzt zum Warteraum")).to_be_visible()
    examiner.look(page, "confirmed at the door")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))
