"""A call of two real browsers through a real relay, with video's own web process and nothing else of the house."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import pytest
import requests
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chassis.access import AccessKeys, Grant, digest
from chassis.service import Running
from chassis.testing.waiting import until
from contracts.parts import Access
from local.backing.coturn import Coturn
from local.home import Home
from tests.service.conftest import KEY, secrets_dir, start, tenants_dir
from tests.unit.video.fakes import confirmed
from video.use_cases.open_consultation import open_consultation

__all__ = ["secrets_dir", "start", "tenants_dir"]
TOWN = "ostfildern"
SIGNING_KEY = "signing-key-of-the-tests"
DEADLINE = 20_000


@dataclass
class Office:
    """Video's web process, and what a test needs to come in."""

    running: Running[Any]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        return self.running.settings.port

    @property
    def address(self) -> str:
        return f"http://{TOWN}.localhost:{self.port}"

    def open(self) -> None:
        """Start the process and wait until it answers."""
        self.process = subprocess.Popen([sys.executable, "-m", "video", "web"], env=self.environment)
        until(self._is_ready, "video's web process answers", 60)

    def kill(self) -> None:
        """End the process without a word to anybody, as a machine does that loses its power."""
        assert self.process is not None
        for child in psutil.Process(self.process.pid).children(recursive=True):
            child.kill()
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End the process as a deployment does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(35)
        except subprocess.TimeoutExpired:
            self.kill()

    def _is_ready(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/readyz", timeout=2).ok
        except requests.RequestException:
            return False

    def book(self, begins_in: timedelta = timedelta(minutes=5), **changes: object) -> tuple[UUID, str]:
        """Have an appointment confirmed and return it with its join token."""
        begins = datetime.now(UTC) + begins_in
        said = confirmed(begins_at=begins, ends_at=begins + timedelta(minutes=30), **changes)
        token = AccessKeys.parse(KEY).token(Grant(TOWN, said.appointment_id, "join"))
        until = begins + timedelta(hours=3)
        join = Access(purpose="join", digest=digest(token), epoch=1, valid_until=until)
        with self.running.work(self.running.tenants.by_key(TOWN)) as unit:
            open_consultation(unit, confirmed(**(vars(said) | {"access": (join,)})))
        return said.appointment_id, token


@pytest.fixture(scope="module")
def office(start: Callable[..., Running[Any]], secrets_dir: Path, home: Home) -> Iterator[Office]:
    """The web process on a free port, with a relay."""
    relay = Coturn(home)
    relay.start().wait()
    (secrets_dir / "region.turn_secret").write_text(relay.secrets[0], encoding="utf-8")
    port = home.port("video-web")
    running = start("video", turn_url=relay.url, port=port)
    given = running.settings.model_dump(exclude_none=True)
    secret = {name: value.get_secret_value() for name, value in given.items() if hasattr(value, "get_secret_value")}
    told = {name.upper(): str(value) for name, value in (given | secret).items()}
    environment = os.environ | told | {"TRUSTED_PROXIES": "0"}
    made = Office(running, environment)
    made.open()
    yield made
    made.close()
    relay.stop()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """The citizen's browser: small, German, with fingers."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="de-DE", has_touch=True)
    yield context
    context.close()


@pytest.fixture
def workstation(chromium: Browser, office: Office) -> Iterator[BrowserContext]:
    """The clerk's browser, signed in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    context.add_cookies([sign_in(office, "kim", "Kim Klar")])
    yield context
    context.close()


def sign_in(office: Office, subject: str, name: str) -> Any:
    """Return the cookie that the house gives a clerk who has signed in."""
    told = {"sub": subject, "name": name, "roles": {TOWN: ["clerk"]}}
    value = URLSafeTimedSerializer([SIGNING_KEY], salt="chassis.staff").dumps(told)
    # Chromium takes a `__Host-` cookie for https alone, and sends it to http://*.localhost all the same.
    address = office.address.replace("http:", "https:")
    return {"name": "__Host-staff", "value": value, "url": address, "secure": True, "httpOnly": True}


def come(phone: BrowserContext, office: Office, token: str) -> Page:
    """Follow the link of the mail."""
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech#{token}")
    page.wait_for_url("**/gespraech/*-*")
    return page


def wait_in_room(page: Page) -> None:
    """Test the devices, agree, enter the waiting room."""
    page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()
    expect(page.get_by_text("Kamera und Mikrofon sind bereit.").first).to_be_visible()
    page.get_by_label("Ich bin damit einverstanden").check()
    page.get_by_role("button", name="Warteraum betreten").click()
    expect(page.get_by_role("heading", name="Sie sind im Warteraum")).to_be_visible()


def admit(workstation: BrowserContext, office: Office) -> Page:
    """Call the one who waits."""
    page = workstation.new_page()
    page.goto(f"{office.address}/arbeitsplatz")
    page.get_by_role("button", name="Aufrufen").first.click()
    page.wait_for_url("**/arbeitsplatz/*-*")
    return page


def measured(page: Page) -> dict[str, Any]:
    """Return what this end of the call measures."""
    stats: dict[str, Any] = page.evaluate("() => window.buergerbuero.stats()")
    return stats


def expect_frames(page: Page, more: int = 10) -> dict[str, Any]:
    """Wait until this many more frames of the other side are decoded here, and sound has come."""
    begun = measured(page)["framesDecoded"]
    deadline = time.monotonic() + DEADLINE / 1000
    while True:
        stats = measured(page)
        # A new connection begins to count at nought.
        begun = min(begun, stats["framesDecoded"])
        if stats["framesDecoded"] >= begun + more and stats["audioReceived"]:
            return stats
        assert time.monotonic() < deadline, stats
        page.wait_for_timeout(100)


@pytest.fixture
def refused() -> list[str]:
    """What the browsers refused because our policy forbids it."""
    return []


@pytest.fixture
def call(office: Office, phone: BrowserContext, workstation: BrowserContext, refused: list[str]) -> tuple[Page, Page]:
    """A running call: the citizen's page and the clerk's."""
    for context in (phone, workstation):
        context.on(
            "console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None
        )
    _, token = office.book()
    citizen = come(phone, office, token)
    wait_in_room(citizen)
    clerk = admit(workstation, office)
    expect_frames(citizen)
    expect_frames(clerk)
    return citizen, clerk


def test_both_sides_see_and_hear_each_other_through_the_relay(call: tuple[Page, Page], refused: list[str]) -> None:
    for page in call:
        expect_frames(page, more=30)
    assert measured(call[0])["relayed"]
    assert refused == []


def test_the_call_outlives_the_process_that_arranged_it(call: tuple[Page, Page], office: Office) -> None:
    citizen, clerk = call
    frozen = [measured(page)["freezeCount"] for page in call]
    office.kill()
    for page in call:
        expect_frames(page, more=20)
    office.open()
    clerk.get_by_label("Nachricht", exact=True).fill("Noch da?")
    until(lambda: _sent(clerk), "the line is back and takes the message", 20)
    expect(citizen.get_by_text("Noch da?")).to_be_visible()
    assert [measured(page)["freezeCount"] for page in call] == frozen


def _sent(page: Page) -> bool:
    """Press the button; what could not be sent stays in its field."""
    page.get_by_role("button", name="Senden").click()
    return page.get_by_label("Nachricht", exact=True).input_value() == ""


def test_a_reload_brings_citizen_and_clerk_back_into_the_picture(call: tuple[Page, Page]) -> None:
    citizen, clerk = call
    for page in call:
        page.reload()
        page.wait_for_function("() => window.buergerbuero")
        expect_frames(citizen)
        expect_frames(clerk)


def test_a_chat_reaches_the_other_side_and_survives_a_reload(call: tuple[Page, Page]) -> None:
    citizen, clerk = call
    clerk.get_by_label("Nachricht", exact=True).fill("Bitte zeigen Sie Ihren Ausweis.")
    clerk.get_by_role("button", name="Senden").click()
    expect(citizen.get_by_text("Bitte zeigen Sie Ihren Ausweis.")).to_be_visible()
    citizen.reload()
    expect(citizen.get_by_text("Bitte zeigen Sie Ihren Ausweis.")).to_be_visible()


def test_a_second_tab_takes_the_call_over_and_the_first_says_so(call: tuple[Page, Page], phone: BrowserContext) -> None:
    citizen, clerk = call
    second = phone.new_page()
    second.goto(citizen.url)
    expect(citizen.get_by_role("heading", name="Hier geht es nicht weiter")).to_be_visible()
    second.wait_for_function("() => window.buergerbuero")
    expect_frames(second)
    expect_frames(clerk)


def test_the_clerk_ends_the_call_and_the_citizen_learns_what_comes_next(call: tuple[Page, Page]) -> None:
    citizen, clerk = call
    clerk.get_by_label("Das Anliegen ist besprochen.").check()
    clerk.get_by_role("button", name="Gespräch beenden").click()
    expect(clerk.get_by_text("Das Gespräch ist beendet.")).to_be_visible()
    expect(citizen.get_by_role("heading", name="Vielen Dank für das Gespräch")).to_be_visible()
    expect(citizen.get_by_role("link", name="Zu Ihrem Vorgang")).to_be_visible()


def test_a_room_that_is_not_open_yet_says_when_it_opens(office: Office, phone: BrowserContext) -> None:
    _, token = office.book(begins_in=timedelta(hours=3))
    page = come(phone, office, token)
    expect(page.get_by_text("Der Warteraum öffnet am")).to_be_visible()
    expect(page.get_by_role("button", name="Warteraum betreten")).to_have_count(0)


def test_without_a_token_the_door_says_what_to_do(office: Office, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech")
    expect(page.get_by_text("Bitte öffnen Sie den Link aus Ihrer Bestätigungs-E-Mail.")).to_be_visible()


def test_a_camera_that_is_refused_is_explained(office: Office, phone: BrowserContext) -> None:
    _, token = office.book()
    page = come(phone, office, token)
    for name, words in (
        ("NotAllowedError", "Ihr Browser darf Kamera und Mikrofon nicht benutzen."),
        ("NotReadableError", "werden gerade von einem anderen Programm benutzt"),
        ("NotFoundError", "Wir finden"),
    ):
        page.evaluate(
            "(name) => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', name); }; }",
            name,
        )
        page.get_by_role("button", name="Kamera und Mikrofon einschalten").first.click()
        expect(page.locator("[data-device-problem-text]").first).to_contain_text(words)
