"""Two people in two windows, one of them a phone: the whole call without a surprise, with a picture of every state.

The pictures of both widths are under `.local/walk`, for whoever looks at them.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

from local.home import ROOT
from tests.e2e import conftest as usual
from tests.e2e.axe import SIDEWAYS, WIDTHS
from tests.e2e.calls import expect_frames, say
from tests.e2e.inside import Inside
from tests.e2e.people import Citizen, Clerk
from tests.e2e.test_call_guests import ask_in, invitation
from tests.e2e.test_call_sharing import document

PICTURES = ROOT / ".local" / "walk"
PHONE = (360, 740)
# Three people film each other while pictures of all of them are taken: on two cores that has its time.
PATIENCE_MS = 180_000


# The people of the browser tests, who get a smaller phone and more patience here.
usual_citizen, usual_window = usual.citizen, usual.window
nothing_refused = usual.nothing_refused


class Album:
    """Pictures of both sides at both widths; a page that has to be scrolled sideways is a surprise."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self._folder, self._number = folder, 0

    def take(self, state: str, **pages: Page) -> None:
        """Take pictures of these pages; `state` names what has just happened."""
        self._number += 1
        for side, page in pages.items():
            before = page.viewport_size
            for width, (across, down) in WIDTHS.items():
                page.set_viewport_size({"width": across, "height": down})
                name = f"{self._number:02}-{state}-{side}-{width}.jpg"
                page.screenshot(path=self._folder / name, type="jpeg", quality=70, full_page=True)
                assert page.evaluate(SIDEWAYS) <= 0, name
            if before:
                page.set_viewport_size(before)


@pytest.fixture(scope="module")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """A browser whose camera is a slow one: three people film each other while pictures are taken of all of them."""
    flags = ["--use-fake-device-for-media-stream=fps=5" if "fake-device" in flag else flag for flag in usual.CHROMIUM]
    with closing(driver.chromium.launch(executable_path="/usr/bin/chromium", args=flags)) as browser:
        yield browser


@pytest.fixture
def window(usual_window: Callable[[int, int], BrowserContext]) -> Iterator[Callable[[int, int], BrowserContext]]:
    """The windows of every test, with more patience."""

    def patient(width: int, height: int) -> BrowserContext:
        context = usual_window(width, height)
        context.set_default_timeout(PATIENCE_MS)
        return context

    expect.set_options(timeout=PATIENCE_MS)
    yield patient
    expect.set_options(timeout=usual.PATIENCE_MS)


@pytest.fixture
def citizen(usual_citizen: Citizen, window: Callable[[int, int], BrowserContext]) -> Citizen:
    """Erika Mustermann, whose phone is a small one."""
    usual_citizen.page = window(*PHONE).new_page()
    return usual_citizen


def test_two_people_in_two_windows_go_through_everything_without_a_surprise(
    citizen: Citizen, clerk: Clerk, system: dict[str, Any], window: Callable[[int, int], BrowserContext]
) -> None:
    album = Album(PICTURES)
    appointment = citizen.book("Führungszeugnis")
    citizen.follow("Videotermin", "/gespraech#")
    citizen.page.wait_for_url("**/gespraech/*-*")
    album.take("before", citizen=citizen.page, clerk=clerk.page)
    citizen.join()
    expect(clerk.page.locator(f'[data-waiting="{appointment}"]')).to_be_visible()
    album.take("waiting", citizen=citizen.page, clerk=clerk.page)

    clerk.admit(appointment)
    _see_each_other(citizen.page, clerk.page)
    album.take("call", citizen=citizen.page, clerk=clerk.page)

    interpreter = window(*PHONE).new_page()
    _interpreter(album, citizen, clerk, interpreter)
    _document(album, citizen, clerk, interpreter)
    clerk.identify(citizen.card)
    _signature(album, citizen, clerk)

    Inside(system).kill(["video-web"])
    _see_each_other(citizen.page, clerk.page, interpreter)
    album.take("broken-process", citizen=citizen.page, clerk=clerk.page)
    Inside(system).wait_until_back(["video-web"])
    for speaker, listener, words in (
        (clerk.page, citizen.page, "Sind Sie noch da?"),
        (citizen.page, interpreter, "Ja."),
    ):
        say(speaker, words)
        expect(listener.locator("[data-chat-lines]")).to_contain_text(words)

    device = window(1280, 900).new_page()
    _other_device(album, citizen, device)
    _see_each_other(device, clerk.page, interpreter)
    album.take("on-the-other-device", citizen=device, clerk=clerk.page)

    citizen.page = device
    clerk.end_call()
    citizen.left()
    expect(interpreter.get_by_role("heading", name=re.compile("ist vorbei|gilt nicht mehr"))).to_be_visible()
    album.take("after", citizen=device, clerk=clerk.page, interpreter=interpreter)
    device.get_by_text("Wie war das Gespräch?", exact=True).click()
    device.get_by_label("Gut", exact=True).check()
    device.get_by_role("button", name="Rückmeldung senden").click()
    expect(device.get_by_text("Vielen Dank für Ihre Rückmeldung.")).to_be_visible()
    album.take("feedback", citizen=device)
    citizen.tracker()
    album.take("where-it-stands", citizen=device)


def _interpreter(album: Album, citizen: Citizen, clerk: Clerk, page: Page) -> None:
    link = invitation(citizen.page, "Gebärdensprache")
    album.take("invitation", citizen=citizen.page)
    page.goto(link)
    page.wait_for_url("**/gespraech/gast")
    album.take("guest-before", interpreter=page)
    ask_in(page, link, "Gesa Gebärde")
    button = clerk.page.get_by_role("button", name="Gesa Gebärde hereinholen")
    expect(button).to_be_visible()
    album.take("guest-asks", clerk=clerk.page, interpreter=page)
    button.click()
    _see_each_other(page, citizen.page, clerk.page)
    album.take("three", citizen=citizen.page, clerk=clerk.page, interpreter=page)


def _document(album: Album, citizen: Citizen, clerk: Clerk, interpreter: Page) -> None:
    told: Any = {"name": "Merkblatt.pdf", "mimeType": "application/pdf", "buffer": document("Blatt eins", "Blatt zwei")}
    clerk.page.locator("[data-exhibit]").set_input_files(told)
    for page in (citizen.page, interpreter):
        expect(page.get_by_text("Seite 1 von 2")).to_be_visible()
    album.take("document", citizen=citizen.page, clerk=clerk.page, interpreter=interpreter)
    clerk.page.get_by_role("button", name="Dokument schließen").click()
    expect(citizen.page.get_by_role("region", name="Gezeigtes Dokument")).to_be_hidden()


def _signature(album: Album, citizen: Citizen, clerk: Clerk) -> None:
    case = clerk.case("Führungszeugnis")
    for choice in ("Per Post an mich", "Erweitertes Führungszeugnis", "Mich selbst"):
        case.get_by_label(choice).check()
    case.get_by_label("Keine", exact=True).check()
    case.get_by_label("Geburtsort").fill("Łódź")
    case.get_by_label("Staatsangehörigkeit", exact=True).fill("deutsch")
    clerk.fill_address(case)
    case.get_by_label("Verlangt von").fill("Turnverein Ostfildern")
    case.get_by_label("Die schriftliche Aufforderung liegt vor").check()
    clerk.show(case)
    block = citizen.panel("case").locator("article", has_text="Führungszeugnis")
    album.take("to-sign", citizen=citizen.page, clerk=clerk.page)
    _draw(citizen.page, block.get_by_role("img", name="Feld für Ihre Unterschrift"))
    block.get_by_role("button", name="Code per Mail schicken").click()
    mail = citizen.mailbox.newest(citizen.email, "Code für den Antrag")["text"]
    block.get_by_label("Code aus der Mail").fill(_code(mail))
    album.take("signed", citizen=citizen.page)
    citizen.confirm("Führungszeugnis")
    expect(citizen.panel("fee")).to_contain_text("13,00")
    album.take("confirmed", citizen=citizen.page, clerk=clerk.page)


def _code(mail: str) -> str:
    return next(line.strip() for line in mail.splitlines() if line.replace(" ", "").isdigit())


def _draw(page: Page, pad: Locator) -> None:
    pad.scroll_into_view_if_needed()
    place = pad.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 20, place["y"] + 60)
    page.mouse.down()
    for number in range(1, 20):
        page.mouse.move(place["x"] + 20 + 10 * number, place["y"] + (20 if number % 2 else 60))
    page.mouse.up()


def _other_device(album: Album, citizen: Citizen, device: Page) -> None:
    citizen.page.locator("summary", has_text="Mit einem anderen Gerät weitermachen").click()
    citizen.page.get_by_role("button", name="QR-Code zeigen").click()
    place = citizen.page.locator("#anderes-geraet [data-link]")
    expect(place.get_by_alt_text("QR-Code des Links")).to_be_visible()
    album.take("qr", citizen=citizen.page)
    device.goto(place.get_attribute("data-link") or "")
    expect(citizen.page.get_by_role("heading", name="Hier geht es nicht weiter")).to_be_visible()
    album.take("replaced", citizen=citizen.page)


def _see_each_other(*pages: Page) -> None:
    for page in pages:
        expect(page.locator("[data-person]")).to_have_count(len(pages) - 1)
        expect_frames(page)
