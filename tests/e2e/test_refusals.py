"""Bad input gets a clear German message and loses nothing that was typed; towns stay apart."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.e2e.people import Citizen, Clerk


def test_wrong_details_are_named_and_everything_typed_stays(citizen: Citizen) -> None:
    page = citizen.page
    citizen.choose("Meldebescheinigung")
    page.get_by_role("button", name="Diese Zeit nehmen").click()
    page.get_by_label("Vornamen").fill("Žofia Änne")
    page.get_by_label("E-Mail-Adresse").fill("keine-adresse")
    page.get_by_role("button", name="Termin verbindlich buchen").click()

    summary = page.get_by_role("alert").filter(has_text="Bitte prüfen Sie Ihre Angaben")
    expect(summary).to_be_focused()
    for named in ("Familienname", "E-Mail-Adresse", "einverstanden"):
        expect(summary).to_contain_text(named)
    expect(page.get_by_label("Vornamen")).to_have_value("Žofia Änne")
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value("keine-adresse")


def test_a_wrong_check_digit_is_shown_while_typing(citizen: Citizen, clerk: Clerk) -> None:
    appointment = citizen.book("Meldebescheinigung")
    citizen.join()
    clerk.admit(appointment)
    panel = clerk.panel("identity")
    panel.get_by_role("button", name="Ja, Person ist einverstanden").click()
    panel.get_by_role("button", name="Prüfzahl gleich, nichts auffällig").click()
    panel.get_by_role("radio").first.check()
    panel.get_by_role("button", name="Weiter", exact=True).click()
    expect(panel.get_by_label("Erkannt").first).to_be_visible()
    for seen in panel.get_by_label("Erkannt").all():
        seen.check()
    panel.get_by_role("button", name="Weiter", exact=True).click()
    wrong = citizen.card.lines.replace("L01X00T47", "L01X00T48")
    panel.get_by_label("genau abgetippt").fill(wrong[:-1])
    panel.get_by_label("genau abgetippt").press_sequentially(wrong[-1])
    expect(panel.locator("#identity-findings")).to_contain_text("Prüfziffer der Nummer stimmt nicht.")
    panel.get_by_role("button", name="Weiter", exact=True).click()
    expect(panel.get_by_label("genau abgetippt")).to_have_value(wrong)


def test_towns_look_different_and_their_staff_stay_apart(
    system: dict[str, Any], window: Callable[[int, int], BrowserContext]
) -> None:
    ours, theirs = (system["towns"][town]["url"] for town in ("ostfildern", "musterstadt"))
    page = window(1280, 900).new_page()
    faces = []
    for town in (ours, theirs):
        page.goto(town)
        colour = page.evaluate("getComputedStyle(document.querySelector('header')).borderBottomColor")
        faces.append((page.title(), colour))
    assert faces[0][0] != faces[1][0]
    assert faces[0][1] != faces[1][1]

    clerk = Clerk.sign_in(page, system, "clerk.musterstadt", "/arbeitsplatz")
    refused = clerk.page.goto(f"{ours}/arbeitsplatz")
    assert refused is not None
    assert refused.status == 403
    expect(clerk.page.locator("main")).to_contain_text("nicht bei dieser Kommune")


def test_an_unknown_page_and_an_unknown_host_say_so_kindly(citizen: Citizen) -> None:
    answer = citizen.page.goto(f"{citizen.town}/gibt-es-nicht")
    assert answer is not None
    assert answer.status == 404
    expect(citizen.page.locator("main")).to_contain_text("+49")
