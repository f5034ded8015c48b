"""The states of a call that the journey does not come to, examined by axe-core on a phone and on a desktop."""

from contextlib import closing
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.axe import Examiner
from tests.e2e.calls import TOWN, Office, admit, come, expect_frames, open_workstation, wait_in_room
from tests.e2e.test_call_guests import ask_in, here, invitation
from tests.e2e.test_call_sharing import document
from video.domain.quality import Minute
from video.use_cases.note_quality import note_quality
from video.use_cases.queries import consultation_of


def test_the_rarer_states_of_a_call_keep_nobody_out(
    office: Office, phone: BrowserContext, workstation: BrowserContext, chromium: Browser
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
    _exhibit(examiner, citizen, clerk)
    _guest(examiner, office, citizen, clerk)
    _quality(examiner, office, chromium, appointment)
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


def _exhibit(examiner: Examiner, citizen: Page, clerk: Page) -> None:
    told: Any = {"name": "Antrag.pdf", "mimeType": "application/pdf", "buffer": document("eins", "zwei")}
    clerk.locator("[data-exhibit]").set_input_files(told)
    expect(citizen.get_by_text("Seite 1 von 2")).to_be_visible()
    examiner.look(citizen, "a page of a document is shown")
    examiner.look(clerk, "the desk shows a page of a document")
    clerk.get_by_role("button", name="Dokument schließen").click()


def _guest(examiner: Examiner, office: Office, citizen: Page, clerk: Page) -> None:
    link = here(office, invitation(citizen, "Eine Person an Ihrer Seite"))
    examiner.look(citizen, "links for a guest and for another device")
    page = citizen.context.new_page()
    page.goto(link)
    page.wait_for_url("**/gespraech/gast")
    examiner.look(page, "a guest before the call")
    ask_in(page, link, "Paul Mustermann")
    examiner.look(page, "a guest who waits")
    clerk.get_by_role("button", name="Paul Mustermann hereinholen").click()
    expect_frames(page)
    examiner.look(page, "a guest in the call")
    examiner.look(clerk, "the desk with a guest")
    page.close()


def _quality(examiner: Examiner, office: Office, chromium: Browser, appointment: UUID) -> None:
    for kind, width in (("citizen", 640), ("clerk", 1280), ("companion", 320)):
        for round_trip in (0.05, 0.4):
            with office.running.work(office.running.tenants.by_key(TOWN)) as unit:
                call = consultation_of(unit, appointment).id
                note_quality(unit, call, kind, Minute(round_trip, 0.02, 24, width, relayed=True, freezes=1))
    with closing(open_workstation(chromium, office, "lea", "Lea Leitung", "supervisor")) as context:
        page = context.new_page()
        page.goto(f"{office.address}/arbeitsplatz/guete")
        examiner.look(page, "the quality of calls")
        page.locator(f'a[href$="{call}"]').click()
        expect(page.get_by_role("figure")).to_have_count(4)
        examiner.look(page, "the quality of one call")
