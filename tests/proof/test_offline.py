"""Half a minute without any network: socket and relay are both gone, and everything comes back by itself."""

from collections.abc import Iterator
from contextlib import closing

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from local.backing.coturn import Coturn
from local.home import Home
from tests.e2e.calls import Office, begin, expect_frames, open_phone, open_workstation

OFFLINE_MS, PATIENCE_MS = 30_000, 90_000


@pytest.fixture
def relay(office: Office, home: Home) -> Iterator[Coturn]:
    """A relay that can be stopped in the middle, with the house's secret."""
    own = Home(home.directory("paused"))
    secret = (office.running.settings.secrets_dir / "region.turn_secret").read_text(encoding="utf-8")
    own.secret("region", "turn_secret", lambda: secret)
    running = Coturn(own)
    running.start().wait()
    yield running
    running.stop()


def test_after_half_a_minute_offline_both_see_each_other_again(
    chromium: Browser, office: Office, home: Home, relay: Coturn
) -> None:
    port = home.port("video-web-paused")
    here = Office(office.running, office.environment | {"PORT": str(port), "TURN_URL": relay.url}, port=port)
    with closing(here), closing(open_phone(chromium)) as phone, closing(open_workstation(chromium, here)) as desk:
        here.open()
        pages = citizen, clerk = begin(here, phone, desk)
        network = psutil.Process(relay.pid)
        network.suspend()
        phone.set_offline(True)
        try:
            expect(citizen.locator("[data-connection]")).to_have_attribute("data-state", "trouble")
            citizen.wait_for_timeout(OFFLINE_MS)
        finally:
            network.resume()
        phone.set_offline(False)
        for page in pages:
            is_back(page)
        clerk.get_by_label("Nachricht", exact=True).fill("Da sind Sie ja wieder.")
        clerk.get_by_role("button", name="Senden").click()
        expect(citizen.get_by_text("Da sind Sie ja wieder.")).to_be_visible()


def is_back(page: Page) -> None:
    """Wait until the page says so and the pictures move."""
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "connected", timeout=PATIENCE_MS)
    expect_frames(page)
