"""The practice call: citizens see and hear themselves as others will, and nothing leaves their device."""

from playwright.sync_api import BrowserContext, Request, WebSocket, expect

from tests.e2e.axe import Examiner
from tests.e2e.calls import Office

RUNS = "() => { const video = document.querySelector('[data-returned]'); return video.currentTime > 1 && video.videoWidth > 0; }"  # noqa: E501
LOUD = "() => document.querySelector('[data-level]').value > 0.02"
FOR_SERVERS = "() => { const Plain = window.RTCPeerConnection; window.asked = []; window.RTCPeerConnection = function (told) { window.asked.push(told?.iceServers ?? []); return new Plain(told); }; }"  # noqa: E501


def test_who_practises_sees_and_hears_themself_and_no_server_is_asked(office: Office, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech")
    page.get_by_role("link", name="Probegespräch führen").click()
    page.evaluate(FOR_SERVERS)
    sent: list[Request] = []
    opened: list[WebSocket] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 - Playwright marks its handlers
    page.on("websocket", lambda socket: opened.append(socket))  # noqa: PLW0108
    page.get_by_role("button", name="Probegespräch beginnen").click()
    page.wait_for_function(RUNS)
    page.wait_for_function(LOUD)
    examiner = Examiner()
    examiner.look(page, "practice call")
    assert examiner.findings == []
    page.get_by_role("button", name="Probegespräch beenden").click()
    expect(page.get_by_role("button", name="Probegespräch beginnen")).to_be_focused()
    assert page.evaluate("() => window.asked") == [[], []]
    assert [request.url for request in sent if request.method != "GET"] == []
    assert opened == []


def test_a_refused_camera_in_the_practice_call_is_explained(office: Office, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech/probe")
    page.evaluate(
        "() => navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); }"
    )
    page.get_by_role("button", name="Probegespräch beginnen").click()
    expect(page.get_by_role("heading", name="So erlauben Sie Kamera und Mikrofon")).to_be_visible()


def test_a_practice_call_that_does_not_come_about_says_so_and_lets_the_camera_go(
    office: Office, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech/probe")
    page.evaluate(
        "() => RTCPeerConnection.prototype.setRemoteDescription = async () => { throw new DOMException('', 'OperationError'); }"  # noqa: E501
    )
    begin = page.get_by_role("button", name="Probegespräch beginnen")
    begin.click()
    expect(page.get_by_role("alert")).to_contain_text("Das Probegespräch kam nicht zustande.")
    expect(begin).to_be_visible()
    expect(page.locator("[data-practice-call]")).to_be_hidden()
