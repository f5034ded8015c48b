"""The watch over every window of these tests hears what the policy (CSP) refuses, and htmx gives it no reason."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.calls import Office
from tests.e2e.policy import taken

# A panel is drawn anew while a script has set a style on a field of it, as a dragged element or a browser's add-on has.
DRAWN_ANEW = """() => new Promise((done) => {
  const panel = '<div id="panel"><input id="field"></div>';
  document.querySelector("main").insertAdjacentHTML("beforeend", panel);
  document.getElementById("field").style.color = "red";
  document.addEventListener("htmx:afterSettle", () => done(document.getElementById("field").hasAttribute("style")));
  htmx.swap("#panel", panel, { swapStyle: "outerHTML" }, { eventInfo: { elt: document.body } });
})"""


@pytest.fixture
def door(office: Office, phone: BrowserContext) -> Page:
    """A page of ours."""
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech")
    return page


def test_a_style_in_the_page_itself_is_refused_and_heard(door: Page, phone: BrowserContext) -> None:
    policy = door.evaluate("async () => (await fetch(location.href)).headers.get('Content-Security-Policy')")
    said = {"Content-Security-Policy": policy, "Content-Type": "text/html"}
    phone.route("**/gespraech/bunt", lambda route: route.fulfill(body='<p style="color: red">bunt', headers=said))
    with door.expect_console_message():
        door.goto(f"{door.url}/bunt")
    (refused,) = taken()
    assert "style-src" in refused


def test_a_panel_that_is_drawn_anew_copies_no_style_into_the_page(door: Page) -> None:
    assert door.evaluate(DRAWN_ANEW) is False
