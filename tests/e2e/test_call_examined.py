"""The states of a call that the journey does not come to, examined by axe-core on a phone and on a desktop."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.axe import Examiner
from tests.e2e.calls import Office, admit, come, expect_frames, wait_in_room


def test_the_rarer_states_of_a_call_keep_nobody_out(
    office: Office, phone: BrowserContext, workstation: BrowserContext
) -> None:
    examiner = Examiner()
    appointment, token = office.book()
    citizen = come(phone, office, token)
    _devices(examiner, citizen)
    wait_in_room(citizen)
    citizen.get_by_text("Klappt etwas nicht? Weiter per Telefon").click()
    expect(citizen.get_by_role("button", name="Bitte rufen Sie mich an")).to_be_visible()
    examiner.look(citizen, "call-back panel")
    clerk = admit(workstation, office, appointment)
    expect_frames(citizen)
    citizen.get_by_text("Mit einem anderen Gerät weitermachen").click()
    citizen.get_by_role("button", name="QR-Code zeigen").click()
    expect(citizen.get_by_role("img", name="QR-Code des Links")).to_be_visible()
    _guest(examiner, citizen)
    clerk.get_by_label("Das Anliegen ist besprochen.").check()
    clerk.get_by_role("button", name="Gespräch beenden").click()
    citizen.get_by_text("Wie war das Gespräch?", exact=True).click()
    citizen.get_by_role("button", name="Rückmeldung senden").click()
    expect(citizen.get_by_text("Bitte wählen Sie eine Antwort aus.").first).to_be_visible()
    examiner.look(citizen, "after the call, nothing chosen")
    assert examiner.findings == []


def _devices(examiner: Examiner, page: Page) -> None:
    page.evaluate("() => { for (const part of document.querySelectorAll('[data-help]')) part.hidden = false; }")
    examiner.look(page, "help for blocked devices")
    page.evaluate("() => { for (const part of document.querySelectorAll('[data-help]')) part.hidden = true; }")
    page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()
    page.get_by_role("button", name="Ausweis zur Probe zeigen").click()
    examiner.look(page, "card test")
    page.reload()


def _guest(examiner: Examiner, citizen: Page) -> None:
    citizen.get_by_text("Jemanden dazuholen").click()
    citizen.get_by_label("Eine Person an Ihrer Seite").check()
    citizen.get_by_role("button", name="Link erstellen").click()
    expect(citizen.get_by_text("/gespraech/gast/zugang#")).to_be_visible()
    examiner.look(citizen, "links for a guest and for another device")
