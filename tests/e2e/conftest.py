"""The whole system, running as `make demo` runs it, and a browser for each person."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Playwright, expect, sync_playwright

from local.home import ROOT, Home
from tests.e2e.calls import call, lasting_call, office, phone, workstation
from tests.e2e.people import Cashier, Citizen, Clerk, Mailbox
from tests.e2e.policy import taken, watched
from tests.service.conftest import secrets_dir, start, tenants_dir

# The fixtures of a call without the rest of the house: video's own process, its relay, two browsers.
__all__ = ["call", "lasting_call", "office", "phone", "secrets_dir", "start", "tenants_dir", "workstation"]

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
PATIENCE_MS = 1000 * int(os.environ.get("E2E_PATIENCE", "60"))
"""How long a browser waits for what should come; more seconds for a machine that does much else."""
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def system(home: Home) -> Iterator[dict[str, Any]]:
    """The addresses of a running system: the one in E2E_HOME, or one of this run's own."""
    folder = os.environ.get("E2E_HOME") or str(home.path("e2e"))
    own = "E2E_HOME" not in os.environ
    if own:
        _local("demo", "--detach", "--home", folder)
    yield json.loads((Home(folder).path("endpoints.json")).read_text(encoding="utf-8"))
    if own:
        _local("stop", "--home", folder)


def _local(*arguments: str) -> None:
    """Run a command of the local runner; what it says belongs to a failing test's report."""
    plain = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "BROKER_URL")}
    subprocess.run([sys.executable, "-m", "local", *arguments], cwd=ROOT, env=plain, check=True, timeout=400)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers; one for all of them, since two do not live in one thread."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """Debian's Chromium with a camera and a microphone that are not there."""
    with closing(driver.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))) as browser:
        yield browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of one service's own processes first, while nothing else needs the machine."""
    items.sort(key=lambda item: "system" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of every open page of a failed test under .local/failures."""
    report = yield
    if report.failed:
        folder = ROOT / ".local" / "failures"
        folder.mkdir(parents=True, exist_ok=True)
        for number, context in enumerate(getattr(item, "funcargs", {}).get("_windows", ())):
            for tab, page in enumerate(context.pages):
                # A page that cannot be pictured in time must not end the run of all the other tests.
                with suppress(Error):
                    page.screenshot(path=folder / f"{item.name}-{call.when}-{number}-{tab}.png", full_page=True)
    return report


@pytest.fixture(autouse=True)
def nothing_refused() -> Iterator[None]:
    """Fail a test in which a browser refused something of ours."""
    yield
    refused = taken()
    assert not refused, "\n".join(refused)


@pytest.fixture
def _windows() -> list[BrowserContext]:
    """The windows of this test, for the pictures of a failure."""
    return []


@pytest.fixture
def window(chromium: Browser, _windows: list[BrowserContext]) -> Iterator[Callable[[int, int], BrowserContext]]:
    """Return `window(width, height)`: a fresh browser window with nothing remembered."""
    with ExitStack() as stack:

        def fresh(width: int, height: int) -> BrowserContext:
            context = watched(
                chromium.new_context(
                    locale="de-DE",
                    timezone_id="Europe/Berlin",
                    viewport={"width": width, "height": height},
                    permissions=["camera", "microphone"],
                )
            )
            context.set_default_timeout(PATIENCE_MS)
            _windows.append(context)
            stack.callback(context.close)
            return context

        yield fresh


@pytest.fixture
def mailbox(system: dict[str, Any]) -> Mailbox:
    """All mails of the system."""
    return Mailbox(system["mail"]["api"])


@pytest.fixture
def citizen(system: dict[str, Any], window: Callable[[int, int], BrowserContext], mailbox: Mailbox) -> Citizen:
    """Erika Mustermann with her phone."""
    return Citizen(window(390, 844).new_page(), system["towns"]["ostfildern"]["url"], mailbox)


@pytest.fixture
def clerk(system: dict[str, Any], window: Callable[[int, int], BrowserContext]) -> Clerk:
    """A clerk of Ostfildern, signed in."""
    return Clerk.sign_in(window(1440, 1000).new_page(), system, "clerk.ostfildern", "/arbeitsplatz")


@pytest.fixture
def cashier(system: dict[str, Any], window: Callable[[int, int], BrowserContext]) -> Cashier:
    """The cashier of Ostfildern, signed in."""
    return Cashier.sign_in(window(1280, 900).new_page(), system, "cashier.ostfildern", "/kasse")
