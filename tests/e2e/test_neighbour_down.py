"""With any one service down the other four do their own work; what is missing is named, and booking always works."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.people import Citizen, Clerk

PANELS = {"identity": "identity", "fulfilment": "case", "billing": "fee"}
TITLES = {"identity": "Identität", "case": "Vorgang", "fee": "Gebühr"}
GONE = "gerade nicht erreichbar"
TABLE = "neighbour_down"


@contextmanager
def down(system: dict[str, Any], *services: str) -> Iterator[None]:
    """Have the pages of these services refuse every connection, as those of a service that does not run."""
    ports = ", ".join(str(urlsplit(system["processes"][f"{one}-web"]["url"]).port) for one in services)
    rule = f'add rule inet {TABLE} out oifname "lo" tcp dport {{ {ports} }} reject with tcp reset'
    _nft(f"add table inet {TABLE}\nadd chain inet {TABLE} out {{ type filter hook output priority 0; }}\n{rule}\n")
    try:
        yield
    finally:
        _nft(f"delete table inet {TABLE}\n")


def _nft(script: str) -> None:
    try:
        subprocess.run(["nft", "-f", "-"], input=script, text=True, capture_output=True, check=True)  # noqa: S607
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        pytest.skip(f"connections cannot be refused here: {error}")


def test_each_service_can_be_missing(
    system: dict[str, Any], citizen: Citizen, clerk: Clerk, window: Callable[[int, int], BrowserContext]
) -> None:
    # While the four others are down a time is booked, and the confirmation is sent.
    with down(system, "identity", "video", "billing", "fulfilment"):
        appointment = citizen.book("Meldebescheinigung")
        citizen.mailbox.newest(citizen.email, "Videotermin")
    citizen.join()
    clerk.admit(appointment)

    for service, missing in PANELS.items():
        with down(system, service):
            clerk.page.reload()
            expect(clerk.panel(missing)).to_contain_text(GONE)
            title = clerk.panel(missing).evaluate("panel => getComputedStyle(panel, '::before').content")
            assert TITLES[missing] in title
            for other in set(PANELS.values()) - {missing}:
                expect(clerk.panel(other)).not_to_contain_text("Wird geladen")
                expect(clerk.panel(other)).not_to_contain_text(GONE)
            expect(clerk.page.get_by_role("button", name="Gespräch beenden").first).to_be_visible()
        clerk.panel(missing).get_by_role("button", name="Erneut versuchen").click()
        expect(clerk.panel(missing)).not_to_contain_text(GONE)

    # Without booking the call goes on with all its panels; without video the three others answer for themselves.
    with down(system, "booking"):
        clerk.page.reload()
        for name in PANELS.values():
            expect(clerk.panel(name)).not_to_contain_text("Wird geladen")
            expect(clerk.panel(name)).not_to_contain_text(GONE)
    with down(system, "video"):
        for address in ("identitaet", "vorgang", "zahlung"):
            answer = clerk.page.goto(f"{clerk.town}/{address}/arbeitsplatz/{appointment}")
            assert answer is not None
            assert answer.status == 200, address
        clerk.page.goto(f"{clerk.town}/arbeitsplatz")
        expect(clerk.page.locator("body")).to_contain_text("nicht erreichbar")
