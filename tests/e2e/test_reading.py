"""A card before the citizen's camera is read in the clerk's browser, and its picture reaches none of our servers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from chassis.testing.waiting import until
from tests.e2e.documents import Card
from tests.e2e.filming import film, filming
from tests.e2e.people import LATE, Citizen, Clerk, Mailbox, frames
from tests.e2e.policy import watched
from tests.e2e.tap import Tap, tapped

PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"WEBPVP8", b"data:image", b"image/jpeg;base64")
RELAYED = """
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) { super({ ...configuration, iceTransportPolicy: "relay" }); }
};
"""
"""Keeps this browser from finding a straight way to another one on the same machine."""
MOST = 20_000
"""Bytes of the longest word that our servers hear in such a call; the smallest readable picture has more."""
SEND_PICTURE = """
async () => {
  const video = document.querySelector("[data-remote] video");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d").drawImage(video, 0, 0);
  const blob = await new Promise((tell) => canvas.toBlob(tell, "image/jpeg", 0.9));
  await fetch("/identitaet/bild", { method: "POST", body: blob });
}
"""


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """A film of Erika's card, held quite still."""
    return film(Card("Erika", "Mustermann"), tmp_path)


@pytest.fixture
def tap(system: dict[str, Any]) -> Iterator[Tap]:
    """Everything that the browsers of this test send to the town."""
    town = urlsplit(system["towns"]["ostfildern"]["url"])
    with tapped(("127.0.0.1", town.port or 80)) as tap:
        yield tap


@pytest.fixture
def window_through_tap(
    camera: Path, chromium: Browser, system: dict[str, Any], tap: Tap, _windows: list[BrowserContext]
) -> Iterator[Callable[[], BrowserContext]]:
    """Return a function that opens windows whose camera sees the card, and whose requests the tap hears."""
    town = urlsplit(system["towns"]["ostfildern"]["url"]).netloc
    browser = filming(chromium, camera, f"--host-resolver-rules=MAP {town} 127.0.0.1:{tap.port}")

    def fresh() -> BrowserContext:
        told: Any = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "permissions": ["camera", "microphone"]}
        context = watched(browser.new_context(**told))
        context.set_default_timeout(LATE * 1000)
        context.add_init_script(RELAYED)
        _windows.append(context)
        return context

    yield fresh
    browser.close()


@pytest.fixture
def holder(window_through_tap: Callable[[], BrowserContext], system: dict[str, Any], mailbox: Mailbox) -> Citizen:
    """Erika Mustermann, whose camera sees her card."""
    return Citizen(window_through_tap().new_page(), system["towns"]["ostfildern"]["url"], mailbox)


@pytest.fixture
def reader(window_through_tap: Callable[[], BrowserContext], system: dict[str, Any]) -> Clerk:
    """The clerk who reads it."""
    page = window_through_tap().new_page()
    page.set_viewport_size({"width": 1440, "height": 1000})
    return Clerk.sign_in(page, system, "clerk.ostfildern", "/arbeitsplatz")


def spoken(page: Page) -> list[int]:
    """Return how long each word is that this page says over a WebSocket from now on; on the wire they are masked."""
    said: list[int] = []
    page.on("websocket", lambda line: line.on("framesent", lambda word: said.append(len(word))))
    return said


def read_zone(panel: Locator, card: Card) -> None:
    """Let the browser read the lines and compare them with the card."""
    panel.get_by_role("button", name="Zone lesen").click()
    expect(panel.get_by_role("status").filter(has_text="Der Name hat keine Prüfziffer")).to_be_visible()
    expect(panel.get_by_label("genau abgetippt")).to_have_value(card.lines)


def pictures(tap: Tap) -> list[object]:
    """Return what looks like a picture in all that was sent."""
    return [size for size in tap.bodies() if size > MOST] + [mark for mark in PICTURES if tap.holds(mark)]


def test_a_card_is_read_through_a_relayed_call_and_no_picture_reaches_a_server(
    holder: Citizen, reader: Clerk, tap: Tap
) -> None:
    words = [spoken(page) for page in (holder.page, reader.page)]
    appointment = holder.book("Meldebescheinigung")
    holder.join()
    reader.admit(appointment)
    until(lambda: frames(reader.page) > 30, "the citizen's picture runs", LATE)
    assert reader.page.evaluate("async () => (await window.buergerbuero.stats()).relayed")

    reader.identify(holder.card, take_zone=read_zone)

    assert tap.holds(b"MUSTERMANN%3C%3CERIKA"), "what the clerk sent was heard"
    assert pictures(tap) == []
    assert words[1]
    assert max(map(max, words)) < MOST
    reader.page.evaluate(SEND_PICTURE)
    assert pictures(tap) != [], "a picture would have been heard"
