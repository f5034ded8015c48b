"""BundID in the middle of a call, on a telephone: the citizen goes there and back, the clerk sees what came of it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from chassis.testing.waiting import until
from tests.e2e.people import LATE, Citizen, Clerk, Mailbox, frames
from tests.e2e.test_identity import press


def say_who(page: Page, behaviour: str = "normal", family_name: str = "Mustermann") -> None:
    """Go on to BundID, say there who one is, and come back."""
    page.get_by_role("button", name="Weiter zu BundID").click()
    page.get_by_label("Familienname").fill(family_name)
    page.get_by_label("Verhalten").select_option(behaviour)
    page.get_by_role("button", name="Ausweisen").click()
    page.get_by_role("button", name="Weiter zum Bürgerbüro").click()
    expect(page.get_by_role("heading", name="Zurück von BundID")).to_be_visible()


def test_a_citizen_goes_to_bundid_in_the_middle_of_the_call_and_the_clerk_sees_who_it_is(
    system: dict[str, Any], window: Callable[[int, int], BrowserContext], mailbox: Mailbox, clerk: Clerk
) -> None:
    citizen = Citizen(window(360, 740).new_page(), system["towns"]["ostfildern"]["url"], mailbox)
    appointment = citizen.book("Führungszeugnis")
    citizen.join()
    clerk.admit(appointment)
    panel, shown = clerk.panel("identity"), citizen.panel("identity")
    press(panel, "Ja, Person ist einverstanden")
    expect(panel.get_by_role("heading", name="Verbindung")).to_be_visible()
    press(panel, "Mit BundID ausweisen lassen")
    expect(panel).to_contain_text("Warten auf BundID bis")
    with citizen.page.context.expect_page() as opened:
        shown.get_by_role("link", name="Zu BundID").click()
    say_who(opened.value, behaviour="cancelled")
    expect(opened.value.get_by_role("alert")).to_contain_text("Sie haben bei BundID abgebrochen")
    opened.value.close()
    expect(shown).to_contain_text("Das hat noch nicht geklappt")
    expect(panel).to_contain_text("Die Person hat bei BundID abgebrochen")

    shown.get_by_text("Lieber mit einem anderen Gerät").click()
    expect(shown.get_by_role("img", name="QR-Code, der zu BundID führt")).to_be_visible()
    other, address = window(360, 740).new_page(), shown.locator(".identity__address").inner_text()
    other.goto(address, timeout=LATE * 3_000)
    say_who(other, behaviour="altered")
    expect(panel).to_contain_text("nicht von BundID unterschrieben")
    expect(panel.get_by_role("button", name="Identität bestätigen")).to_have_count(0)
    other.goto(address, timeout=LATE * 3_000)
    say_who(other, family_name="Gabler")
    expect(other.get_by_role("status")).to_contain_text("das hat geklappt")
    expect(other.locator("main")).not_to_contain_text("Gabler")

    expect(shown).to_contain_text("BundID hat geantwortet")
    expect(panel).to_contain_text("bei BundID: Gabler")
    press(panel, "Identität bestätigen")
    expect(panel.get_by_label("Grund für die Abweichung")).to_be_focused()
    panel.get_by_label("Grund für die Abweichung").fill("Urkunde über die Heirat gesehen")
    press(panel, "Identität bestätigen")
    expect(panel).to_contain_text("Identität bestätigt")
    expect(shown).to_contain_text("Ihr Ausweis ist geprüft")
    before = frames(clerk.page)
    until(lambda: frames(clerk.page) > before, "the call still runs", LATE)
