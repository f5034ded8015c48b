"""Video's own web process with a real relay, and the people of a call in two real browsers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
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
from tests.e2e.policy import watched
from tests.service.conftest import KEY
from tests.unit.video.fakes import confirmed
from video.use_cases.open_consultation import open_consultation

TOWN = "ostfildern"
SIGNING_KEY = "signing-key-of-the-tests"
DEADLINE = 60_000
# Keeps every connection that a page makes.
CONNECTIONS = """(() => {
  window.connections = [];
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(told) { super(told); window.connections.push(this); }
  };
})()"""


@dataclass
class Office:
    """Video's web process, and what a test needs to come in."""

    running: Running[Any]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    port: int = 0
    relay: Coturn | None = None

    @property
    def address(self) -> str:
        return f"http://{TOWN}.localhost:{self.port}"

    def open(self) -> None:
        """Start the process and wait until it answers."""
        self.process = subprocess.Popen([sys.executable, "-m", "video", "web"], env=self.environment)
        until(self._is_ready, "video's web process answers", 120)

    def kill(self) -> None:
        """End the process without a word to anybody, as a machine does that loses its power."""
        assert self.process is not None
        if self.process.poll() is not None:
            return
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

    def book(self, begins_in: timedelta = timedelta(minutes=5), **changes: Any) -> tuple[UUID, str]:
        """Have an appointment confirmed and return it with its join token."""
        begins = datetime.now(UTC) + begins_in
        said = confirmed(begins_at=begins, ends_at=begins + timedelta(minutes=30), **changes)
        token = AccessKeys.parse(KEY).token(Grant(TOWN, said.appointment_id, "join"))
        until = begins + timedelta(hours=3)
        join = Access(purpose="join", digest=digest(token), epoch=1, valid_until=until)
        with self.running.work(self.running.tenants.by_key(TOWN)) as unit:
            open_consultation(unit, confirmed(**(vars(said) | {"access": (join,)})))
        return said.appointment_id, token


@pytest.fixture(scope="session")
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
    made = Office(running, environment, port=port, relay=relay)
    try:
        made.open()
        yield made
    finally:
        made.close()
        relay.stop()


def open_phone(chromium: Browser) -> BrowserContext:
    """Return a citizen's browser: small, German, with fingers."""
    return _opened(chromium.new_context(viewport={"width": 360, "height": 740}, locale="de-DE", has_touch=True))


def open_workstation(
    chromium: Browser, office: Office, subject: str = "kim", name: str = "Kim Klar", role: str = "clerk"
) -> BrowserContext:
    """Return the browser of a clerk, or of another who works there, signed in."""
    context = _opened(chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE"))
    context.add_cookies([sign_in(office, subject, name, role)])
    return context


def _opened(context: BrowserContext) -> BrowserContext:
    context.add_init_script(CONNECTIONS)
    return watched(context)


def connections(page: Page) -> list[str]:
    """Return the state of every connection that this page has ever made."""
    states: list[str] = page.evaluate("() => window.connections.map(({ connectionState }) => connectionState)")
    return states


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """The citizen's browser."""
    with closing(open_phone(chromium)) as context:
        yield context


@pytest.fixture
def workstation(chromium: Browser, office: Office) -> Iterator[BrowserContext]:
    """The clerk's browser."""
    with closing(open_workstation(chromium, office)) as context:
        yield context


def sign_in(office: Office, subject: str, name: str, role: str = "clerk") -> Any:
    """Return the cookie that the house gives staff who have signed in."""
    told = {"sub": subject, "name": name, "roles": {TOWN: [role]}}
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


def admit(workstation: BrowserContext, office: Office, appointment: UUID) -> Page:
    """Call the one who waits."""
    page = workstation.new_page()
    page.goto(f"{office.address}/arbeitsplatz")
    page.locator(f'form[action*="{appointment}"]').get_by_role("button").click()
    page.wait_for_url("**/arbeitsplatz/*-*")
    return page


def say(page: Page, text: str) -> None:
    """Write into the chat; what could not be sent stays in its field and is sent when the line is back."""
    page.get_by_label("Nachricht", exact=True).fill(text)

    def sent() -> bool:
        page.get_by_role("button", name="Senden").click()
        return page.get_by_label("Nachricht", exact=True).input_value() == ""

    until(sent, "the line takes the message", 60)


def measured(page: Page) -> dict[str, Any]:
    """Return what this end of the call measures."""
    stats: dict[str, Any] = page.evaluate("() => window.buergerbuero.stats()")
    return stats


def expect_frames(page: Page, more: int = 10) -> dict[str, Any]:
    """Wait until this many more frames of the other side are decoded here, and sound has come."""
    page.wait_for_function("() => window.buergerbuero")
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
def call(office: Office, phone: BrowserContext, workstation: BrowserContext) -> tuple[Page, Page]:
    """A running call: the citizen's page and the clerk's."""
    return begin(office, phone, workstation)


@pytest.fixture(scope="module")
def lasting_call(chromium: Browser, office: Office) -> Iterator[tuple[Page, Page]]:
    """A call that the tests of a file share; each leaves it as it found it."""
    with closing(open_phone(chromium)) as phone, closing(open_workstation(chromium, office)) as workstation:
        yield begin(office, phone, workstation)


def begin(office: Office, phone: BrowserContext, workstation: BrowserContext) -> tuple[Page, Page]:
    """Bring a citizen and a clerk into a call."""
    appointment, token = office.book()
    citizen = come(phone, office, token)
    wait_in_room(citizen)
    clerk = admit(workstation, office, appointment)
    expect_frames(citizen)
    expect_frames(clerk)
    return citizen, clerk
