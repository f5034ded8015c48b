"""Before the call: whatever keeps camera and microphone shut, the page says so and shows a way on."""

from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.calls import Office, come, expect_frames
from tests.e2e.policy import watched

PROBLEM = "[data-device-problem-text]:visible"
REFUSE = "(name) => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', name); }; }"
# The help as another browser's navigator would have it; starting a context for each would take longer than the call.
HELP_FOR = """async (told) => {
  for (const [name, value] of Object.entries(told))
    Object.defineProperty(navigator, name, { value, configurable: true });
  const address = document.querySelector('script[src*="citizen.js"]').src.replace("citizen.js", "device_help.js");
  const { DeviceHelp } = await import(address.split("?")[0]);
  new DeviceHelp(document).show("denied");
}"""
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
BROWSERS = {
    "In Chrome oder Edge": f"{ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36",
    "In Firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Auf iPhone oder iPad": f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1",
    "In Safari auf dem Mac": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/17.5 Safari/605.1.15",
    "In Samsung Internet": f"{ANDROID} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
}


def turn_on(page: Page) -> None:
    """Press the button that asks for camera and microphone."""
    page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()


def test_who_has_blocked_the_camera_sees_what_to_press_in_this_browser(office: Office, phone: BrowserContext) -> None:
    page = come(phone, office, office.book()[1])
    for title, agent in BROWSERS.items():
        page.evaluate(HELP_FOR, {"userAgent": agent, "maxTouchPoints": 0 if "Macintosh" in agent else 5})
        expect(page.get_by_text(title, exact=True)).to_be_visible()
        expect(page.locator("[data-browser]:visible")).to_have_count(1)
        expect(page.locator("[data-browser]:visible svg")).to_be_visible()
        expect(page.locator("[data-in-app]")).to_be_hidden()


def test_each_problem_has_a_message_and_a_way_on(office: Office, phone: BrowserContext) -> None:
    page = come(phone, office, office.book()[1])
    for name, words, way in (
        ("NotAllowedError", "Ihr Browser darf Kamera und Mikrofon nicht benutzen.", "So erlauben Sie"),
        ("NotReadableError", "von einem anderen Programm benutzt", "Beenden Sie andere Programme"),
        ("NotFoundError", "Wir finden", "Oder machen Sie mit einem Smartphone"),
    ):
        page.evaluate(REFUSE, name)
        turn_on(page)
        expect(page.locator(PROBLEM)).to_contain_text(words)
        expect(page.locator("[data-help]:visible")).to_contain_text(way)
    page.evaluate("() => { delete window.RTCPeerConnection; }")
    turn_on(page)
    expect(page.locator(PROBLEM)).to_contain_text("Dieser Browser kann keine Videogespräche.")
    page.get_by_role("button", name="Link und QR-Code zeigen").click()
    expect(page.get_by_role("img", name="QR-Code des Links")).to_be_visible()


def test_who_comes_back_into_the_call_without_camera_and_microphone_sees_so_and_switches_them_on(
    call: tuple[Page, Page],
) -> None:
    citizen, clerk = call
    citizen.add_init_script(f"({REFUSE})('NotAllowedError')")
    citizen.reload()
    controls = citizen.get_by_role("group", name="Steuerung")
    turn_on = citizen.locator("[data-turn-on] button:visible")
    expect(citizen.locator(PROBLEM)).to_contain_text("Ihr Browser darf Kamera und Mikrofon")
    for name in ("Mikrofon ist aus", "Kamera ist aus"):
        expect(controls.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "false")
    citizen.evaluate("() => { delete navigator.mediaDevices.getUserMedia; }")
    turn_on.click()
    expect(turn_on).to_have_count(0)
    expect(controls.get_by_role("button", name="Mikrofon ist an")).to_be_visible()
    expect_frames(clerk)


def test_a_camera_that_is_unplugged_in_the_call_is_shown_as_off(call: tuple[Page, Page]) -> None:
    citizen, _ = call
    citizen.evaluate(
        """() => {
          const [track] = document.querySelector("video[data-own]").srcObject.getVideoTracks();
          track.stop();
          track.dispatchEvent(new Event("ended"));
        }"""
    )
    expect(citizen.get_by_role("button", name="Kamera ist aus")).to_be_visible()
    expect(citizen.locator("[data-turn-on] button:visible")).to_be_visible()


@pytest.mark.parametrize(
    "agent", [f"{IPHONE} Mobile/15E148 Instagram 330.0", f"{ANDROID} Chrome/126.0; wv) WhatsApp/2"]
)
def test_inside_another_app_the_page_hands_out_the_link_for_a_browser(
    office: Office, chromium: Browser, agent: str
) -> None:
    with closing(watched(chromium.new_context(user_agent=agent, has_touch=True, locale="de-DE"))) as context:
        _, token = office.book()
        page = come(context, office, token)
        page.get_by_role("button", name="Meinen Link zeigen").click()
        expect(page.locator("[data-link-text]")).to_contain_text(token)
