"""Two makers' browsers in one call: the citizen in Firefox, the clerk in Chromium."""

from playwright.sync_api import BrowserContext, expect

from tests.e2e.calls import Office, admit, expect_frames
from tests.e2e.firefox import firefox

SEES = "(async () => { const at = await window.buergerbuero.stats(); return at.framesDecoded > 20 && at.audioReceived && at; })()"  # noqa: E501


def test_firefox_and_chromium_see_hear_and_check_each_other(office: Office, workstation: BrowserContext) -> None:
    appointment, token = office.book()
    with firefox() as citizen:
        citizen.goto(f"{office.address}/gespraech#{token}")
        citizen.until("Boolean(window.buergerbuero)")
        citizen.press("Kamera und Mikrofon einschalten")
        citizen.until("document.body.innerText.includes('Kamera und Mikrofon sind bereit.')")
        citizen.evaluate("document.querySelector('[data-enter] input[type=checkbox]').click()")
        citizen.press("Warteraum betreten")
        citizen.until("document.querySelector('[data-conversation]')?.dataset.state === 'waiting'")
        clerk = admit(workstation, office, appointment)
        expect_frames(clerk, more=20)
        assert citizen.until(SEES)["relayed"]
        digits = clerk.locator("[data-proof-digits]")
        expect(digits).not_to_be_empty()
        citizen.until(f"document.querySelector('[data-proof-digits]').textContent === {digits.inner_text()!r}")
        clerk.get_by_label("Nachricht", exact=True).fill("Guten Tag!")
        clerk.get_by_role("button", name="Senden").click()
        citizen.until("document.querySelector('[data-chat-lines]').innerText.includes('Guten Tag!')")
