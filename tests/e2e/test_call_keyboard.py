"""A call without a mouse (WCAG 2.2, 2.1.1 and 2.4.3): from the device test to the feedback, and at the desk."""

from playwright.sync_api import BrowserContext, expect

from tests.e2e.calls import Office, come, expect_frames
from tests.e2e.test_keyboard import walk_to

OFFICE = "Rathaus Ruit"


def test_citizen_and_clerk_go_through_a_call_with_the_keyboard_alone(
    office: Office, phone: BrowserContext, workstation: BrowserContext
) -> None:
    _, token = office.book(office_name=OFFICE)
    citizen = come(phone, office, token)
    walk_to(citizen, "Kamera und Mikrofon einschalten")
    citizen.keyboard.press("Enter")
    expect(citizen.get_by_text("Kamera und Mikrofon sind bereit.").first).to_be_visible()
    walk_to(citizen, "Ich bin damit einverstanden")
    citizen.keyboard.press("Space")
    walk_to(citizen, "Warteraum betreten")
    citizen.keyboard.press("Enter")
    expect(citizen.get_by_role("heading", name="Sie sind im Warteraum")).to_be_focused()

    clerk = workstation.new_page()
    clerk.goto(f"{office.address}/arbeitsplatz?standort={OFFICE.replace(' ', '+')}")
    walk_to(clerk, "Aufrufen")
    clerk.keyboard.press("Enter")
    clerk.wait_for_url("**/arbeitsplatz/*-*")
    expect_frames(citizen)
    expect_frames(clerk)

    expect(citizen.get_by_role("heading", name="Videogespräch")).to_be_focused()
    walk_to(citizen, "Mikrofon ist an")
    citizen.keyboard.press("Space")
    expect(clerk.get_by_text("Das Mikrofon der anderen Person ist aus.")).to_be_visible()
    walk_to(citizen, "Nachricht")
    citizen.keyboard.type("Ich höre Sie gut.")
    citizen.keyboard.press("Enter")
    expect(clerk.get_by_text("Ich höre Sie gut.")).to_be_visible()
    walk_to(citizen, "Jemanden dazuholen")
    citizen.keyboard.press("Enter")
    walk_to(citizen, "Link erstellen")

    walk_to(clerk, "Das Anliegen ist besprochen.")
    clerk.keyboard.press("Space")
    walk_to(clerk, "Gespräch beenden")
    clerk.keyboard.press("Enter")
    expect(citizen.get_by_role("heading", name="Vielen Dank für das Gespräch")).to_be_visible()
    walk_to(citizen, "Wie war das Gespräch?")
    citizen.keyboard.press("Enter")
    walk_to(citizen, "Rückmeldung senden")
