"""How soon two browsers see each other, by UDP and where no UDP gets out, and how many frames come each way."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.video.setting import Setting
from local.backing.coturn import Coturn
from local.home import Home
from tests.e2e.calls import Office, come, measured, open_phone, open_workstation, wait_in_room
from tests.e2e.conftest import CHROMIUM
from tests.e2e.firewall import BehindFirewall

TURN_SECRET = "turn"  # noqa: S105 - the benchmark's own
LOOK_SECONDS = 10
# Notes when the first picture of the other side is on the screen (W3C, requestVideoFrameCallback); relay alone.
WATCH = """(() => {
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(told) { super({ ...told, iceTransportPolicy: "relay" }); }
  };
  setInterval(() => {
    for (const video of document.querySelectorAll("[data-remote] video:not([data-watched])")) {
      video.dataset.watched = "";
      video.requestVideoFrameCallback(() => { window.firstFrame ??= Date.now(); });
    }
  }, 10);
})()"""


@contextmanager
def house(found: Setting, *, udp: bool, replicas: int = 1) -> Iterator[list[Office]]:
    """Start a relay and processes that send people to it."""
    with ExitStack() as stack:
        home = Home(found.folder / f"picture-{'udp' if udp else 'tcp'}-{replicas}")
        if udp:
            home.secret("region", "turn_secret", lambda: TURN_SECRET)
            relay = Coturn(home)
            stack.callback(relay.stop)
        else:
            relay = stack.enter_context(closing(BehindFirewall(home, TURN_SECRET)))
        relay.start().wait()
        made = []
        for number in range(replicas):
            port = home.port(f"video-web-{number}")
            office = Office(found.running, found.environment | {"PORT": str(port), "TURN_URL": relay.url}, port=port)
            office.open()
            stack.callback(office.close)
            made.append(office)
        yield made


@contextmanager
def browser() -> Iterator[Browser]:
    """Open Chromium with a camera that is not there."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        yield made
        made.close()


@contextmanager
def call(chromium: Browser, offices: list[Office]) -> Iterator[tuple[float, Page, Page]]:
    """Bring two people into a call; yield the seconds from admission to the first picture on both sides."""
    here, there = offices[0], offices[-1]
    with closing(open_phone(chromium)) as phone, closing(open_workstation(chromium, there)) as desk:
        for context in (phone, desk):
            context.add_init_script(WATCH)
        appointment, token = here.book()
        citizen = come(phone, here, token)
        wait_in_room(citizen)
        clerk = desk.new_page()
        clerk.goto(f"{there.address}/arbeitsplatz")
        admitted = time.time()
        clerk.locator(f'form[action*="{appointment}"]').get_by_role("button").click()
        seen = [page.wait_for_function("() => window.firstFrame").json_value() for page in (citizen, clerk)]
        yield max(seen) / 1000 - admitted, citizen, clerk


def frames_each_way(citizen: Page, clerk: Page) -> tuple[float, float]:
    """Return the pictures a second that each side decodes, over ten seconds."""
    before = [measured(page)["framesDecoded"] for page in (citizen, clerk)]
    citizen.wait_for_timeout(1000 * LOOK_SECONDS)
    after = [measured(page)["framesDecoded"] for page in (citizen, clerk)]
    return (after[0] - before[0]) / LOOK_SECONDS, (after[1] - before[1]) / LOOK_SECONDS


def freezes_while_dying(citizen: Page, clerk: Page, office: Office) -> int:
    """Kill the process that holds the clerk's line and return how often a picture stood still meanwhile."""
    before = sum(measured(page)["freezeCount"] for page in (citizen, clerk))
    office.kill()
    citizen.wait_for_timeout(1000 * LOOK_SECONDS // 2)
    return int(sum(measured(page)["freezeCount"] for page in (citizen, clerk)) - before)
