"""A card before the citizen's camera is read in the clerk's browser, and its picture reaches none of our servers."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from chassis.testing.waiting import until
from tests.e2e.conftest import CHROMIUM
from tests.e2e.documents import Card
from tests.e2e.people import LATE, Citizen, Clerk, Mailbox, frames
from training.frames import EASY, photograph
from training.zones import Drawn

PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"data:image")
RELAYED = """
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) { super({ ...configuration, iceTransportPolicy: "relay" }); }
};
"""
"""Keeps this browser from finding a straight way to another one on the same machine."""
MOST = 20_000
"""Bytes of the longest word that our servers hear in such a call; the smallest readable picture has more."""


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    """A film of Erika's card, held quite still."""
    card = Card("Erika", "Mustermann")
    picture = photograph(Drawn("TD1", tuple(card.lines.splitlines())), "e2e", EASY).grey
    file = BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=92)
    film = tmp_path / "card.mjpeg"
    film.write_bytes(file.getvalue() * 2)
    return film


@pytest.fixture
def holder(
    camera: Path, chromium: Browser, system: dict[str, Any], mailbox: Mailbox, _windows: list[BrowserContext]
) -> Iterator[Citizen]:
    """Erika Mustermann, whose camera sees her card."""
    seeing = (*CHROMIUM, f"--use-file-for-fake-video-capture={camera}")
    browser = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=list(seeing))
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", permissions=["camera", "microphone"])
    context.set_default_timeout(LATE * 1000)
    context.add_init_script(RELAYED)
    _windows.append(context)
    yield Citizen(context.new_page(), system["towns"]["ostfildern"]["url"], mailbox)
    browser.close()


def overheard(page: Page) -> list[bytes]:
    """Return everything that this page and its workers say to our servers from now on, as it is said."""
    said: list[bytes] = []

    def hear(request: Request) -> None:
        said.append(request.url.encode() + b" " + (request.post_data_buffer or b""))

    page.context.on("request", hear)
    page.on("websocket", lambda line: line.on("framesent", lambda word: said.append(_bytes(word))))
    return said


def _bytes(word: str | bytes) -> bytes:
    return word.encode() if isinstance(word, str) else word


def read_zone(panel: Locator, card: Card) -> None:
    """Let the browser read the lines and compare them with the card."""
    panel.get_by_role("button", name="Zone lesen").click()
    expect(panel.get_by_role("status").filter(has_text="Der Name hat keine Prüfziffer")).to_be_visible()
    expect(panel.get_by_label("genau abgetippt")).to_have_value(card.lines)


def test_a_card_is_read_through_a_relayed_call_and_no_picture_reaches_a_server(holder: Citizen, clerk: Clerk) -> None:
    said = [overheard(page) for page in (holder.page, clerk.page)]
    appointment = holder.book("Meldebescheinigung")
    holder.join()
    clerk.admit(appointment)
    until(lambda: frames(clerk.page) > 30, "the citizen's picture runs", LATE)
    assert holder.page.evaluate("async () => (await window.buergerbuero.stats()).relayed")

    clerk.identify(holder.card, take_zone=read_zone)

    words = [word for side in said for word in side]
    assert any(b"/zeilen" in word and b"MUSTERMANN" in word for word in words), "what the clerk sent was overheard"
    assert max(map(len, words)) < MOST
    assert not [word[:80] for word in words for mark in PICTURES if mark in word]
