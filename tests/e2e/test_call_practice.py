"""The practice appointment: citizens try everything beforehand, and nothing leaves their device."""

from contextlib import closing
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, WebSocket, expect

from local.home import ROOT
from tests.e2e.axe import Examiner
from tests.e2e.calls import Office, open_phone
from tests.e2e.inside import Inside, found

RUNS = "() => { const video = document.querySelector('[data-returned]'); return video.currentTime > 1 && video.videoWidth > 0; }"  # noqa: E501
LOUD = "() => document.querySelector('[data-level]').value > 0.02"
FOR_SERVERS = "() => { const Plain = window.RTCPeerConnection; window.asked = []; window.RTCPeerConnection = function (told) { window.asked.push(told?.iceServers ?? []); return new Plain(told); }; }"  # noqa: E501
KEPT = "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]"  # noqa: E501
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"


def into_the_call(page: Page) -> None:
    page.get_by_role("button", name="Kamera und Mikrofon einschalten").click()
    expect(page.get_by_text("Kamera und Mikrofon sind bereit.")).to_be_visible()
    page.get_by_role("button", name="Warteraum betreten").click()
    expect(page.get_by_role("heading", name="2. Im Warteraum")).to_be_focused()
    page.get_by_role("button", name="Gespräch beginnen").click()
    expect(page.get_by_role("heading", name="3. Im Gespräch")).to_be_focused()


def chat(page: Page, words: str) -> None:
    page.get_by_label("Nachricht", exact=True).fill(words)
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("log")).to_contain_text("Ihre Nachricht ist angekommen.")


def fill_in(page: Page, words: str) -> None:
    page.get_by_label("Wofür brauchen Sie die Bescheinigung?").fill(words)
    page.get_by_label("Wie soll sie zu Ihnen kommen?").select_option("Mit der Post")
    page.get_by_role("button", name="Stimmt so, ich beantrage das").click()
    expect(page.get_by_text("Ihr Probe-Antrag ist fertig.")).to_be_visible()


def test_who_practises_goes_through_a_whole_appointment_and_nobody_is_asked(
    office: Office, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech")
    page.get_by_role("link", name="Probetermin machen").click()
    expect(page.get_by_role("heading", name="Probetermin", level=1)).to_be_visible()
    page.evaluate(FOR_SERVERS)
    sent: list[Request] = []
    opened: list[WebSocket] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 - Playwright marks its handlers
    page.on("websocket", lambda socket: opened.append(socket))  # noqa: PLW0108
    examiner = Examiner()
    examiner.look(page, "practice: devices")
    into_the_call(page)
    page.wait_for_function(RUNS)
    page.wait_for_function(LOUD)
    chat(page, "Guten Tag")
    page.locator("[data-file]").set_input_files(ROOT / "docs" / "pictures" / "product.jpg")
    expect(page.get_by_role("log")).to_contain_text("Ihre Datei ist auf Ihrem Gerät geblieben.")
    fill_in(page, "für die Schule")
    examiner.look(page, "practice: call")
    page.get_by_role("button", name="Auflegen").click()
    expect(page.get_by_role("heading", name="Geschafft")).to_be_focused()
    expect(page.get_by_text("klappt")).to_have_text(["klappt"] * 4)
    expect(page.get_by_text("nicht ausprobiert").locator("visible=true")).to_have_count(0)
    examiner.look(page, "practice: done")
    assert examiner.findings == []
    assert page.evaluate("() => window.asked") == [[], []]
    assert [request.url for request in sent if request.method != "GET"] == []
    assert opened == []


def test_a_practice_request_says_what_is_missing_and_keeps_the_rest(office: Office, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech/probe")
    into_the_call(page)
    page.get_by_label("Wofür brauchen Sie die Bescheinigung?").fill("für die Schule")
    page.get_by_role("button", name="Stimmt so, ich beantrage das").click()
    expect(page.get_by_text("Bitte wählen Sie aus, wie sie zu Ihnen kommt.")).to_be_visible()
    expect(page.get_by_label("Wie soll sie zu Ihnen kommen?")).to_be_focused()
    expect(page.get_by_text("Bitte schreiben Sie, wofür Sie die Bescheinigung brauchen.")).to_be_hidden()
    examiner = Examiner()
    examiner.look(page, "practice: errors")
    assert examiner.findings == []
    page.get_by_role("button", name="Auflegen").click()
    expect(page.locator('[data-not-found="form"]')).to_be_visible()


def test_a_refused_camera_in_the_practice_call_is_explained(office: Office, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech/probe")
    page.evaluate(
        "() => navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); }"
    )
    page.get_by_role("button", name="Warteraum betreten").click()
    expect(page.get_by_role("heading", name="So erlauben Sie Kamera und Mikrofon")).to_be_visible()


def test_a_practice_call_that_does_not_come_about_says_so_and_leads_back(office: Office, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech/probe")
    page.evaluate(
        "() => RTCPeerConnection.prototype.setRemoteDescription = async () => { throw new DOMException('', 'OperationError'); }"  # noqa: E501
    )
    page.get_by_role("button", name="Warteraum betreten").click()
    page.get_by_role("button", name="Gespräch beginnen").click()
    expect(page.get_by_role("alert")).to_contain_text("Das Probegespräch kam nicht zustande.")
    expect(page.get_by_role("button", name="Warteraum betreten")).to_be_visible()
    expect(page.locator("[data-returned]")).to_be_hidden()


def test_a_button_that_is_pressed_before_its_script_is_there_is_not_pressed_in_vain(
    office: Office, phone: BrowserContext
) -> None:
    page = phone.new_page()
    held: list[Route] = []
    page.route("**/call/practice.js*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    page.goto(f"{office.address}/gespraech/probe", wait_until="commit")
    button = page.get_by_role("button", name="Kamera und Mikrofon einschalten")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page.get_by_text("Kamera und Mikrofon sind bereit.")).to_be_visible()
    expect(button).to_be_hidden()


def test_nothing_of_a_practice_appointment_is_left_anywhere(chromium: Browser, system: dict[str, Any]) -> None:
    mark = f"Probewort{uuid4().hex[:8]}"
    inside = Inside(system)
    with closing(open_phone(chromium)) as phone:
        page = phone.new_page()
        page.goto(system["towns"]["ostfildern"]["url"])
        page.get_by_role("link", name="Probetermin machen").click()
        into_the_call(page)
        chat(page, mark)
        fill_in(page, mark)
        page.get_by_role("button", name="Auflegen").click()
        expect(page.get_by_role("heading", name="Geschafft")).to_be_visible()
        assert page.evaluate(KEPT) == [0, 0, 0, 0]
    searched = 0
    for service in system["databases"]:
        for table in inside.ask(service, TABLES):
            searched += 1
            query = f'SELECT count(*) FROM "{table}" AS one WHERE one::text ILIKE %s'  # noqa: S608 - a name of the database's own
            assert inside.ask(service, query, f"%{mark}%") == [0], (service, table)
    assert searched > 5 * len(system["databases"])
    assert found([mark], inside.told()) == []
