"""A clerk at home blurs what is behind them, where the browser does it on the device (Media Capture Extensions)."""

import json

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.calls import Office, begin

# A browser that can blur by itself, and notes what its camera is asked for; `window.works` says whether it does it.
BLURRING = """(() => {
  window.works = true;
  window.asked = [];
  const { getCapabilities, applyConstraints } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.getCapabilities = function () {
    const told = getCapabilities.call(this);
    return this.kind === "video" ? { ...told, backgroundBlur: [false, true] } : told;
  };
  MediaStreamTrack.prototype.applyConstraints = function ({ backgroundBlur, ...others }) {
    window.asked.push({ blur: backgroundBlur?.exact, width: others.width?.ideal });
    if (!window.works) return Promise.reject(new OverconstrainedError("backgroundBlur"));
    return applyConstraints.call(this, others);
  };
})()"""


def test_the_background_is_blurred_where_the_browser_does_it_and_nowhere_else(
    office: Office, phone: BrowserContext, workstation: BrowserContext
) -> None:
    workstation.add_init_script(BLURRING)
    citizen, clerk = begin(office, phone, workstation)
    button = clerk.get_by_role("button", name="Hintergrund unscharf")
    says = clerk.locator("[data-blur-says]")
    for pressed in (True, False):
        button.click()
        expect(button).to_have_attribute("aria-pressed", json.dumps(pressed))
        assert asked(clerk) == {"blur": pressed, "width": 1280}, "the picture keeps its size"
    clerk.evaluate("() => { window.works = false; }")
    button.click()
    expect(says).to_have_text("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(citizen.get_by_role("button", name="Hintergrund unscharf")).to_have_count(0)


def test_without_that_ability_there_is_no_such_button(lasting_call: tuple[Page, Page]) -> None:
    expect(lasting_call[1].locator("[data-blur]")).to_be_hidden()


def asked(page: Page) -> object:
    """Return what the camera was asked for last."""
    return page.evaluate("() => window.asked.at(-1)")
