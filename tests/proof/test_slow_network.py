"""A citizen whose phone is old and whose network is poor gets through everything, as anybody else does.

The network is Lighthouse's mobile profile, or worse: 400 kbit/s down, 400 ms to and fro; the processor has a quarter of
its speed. Pictures of what they see meanwhile lie in `.local/pictures`.
"""

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page

from chassis.testing.waiting import until
from tests.e2e import conftest as usual
from tests.e2e.inside import Inside
from tests.e2e.people import LATE, Citizen, Clerk, runs
from tests.proof.album import Album

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 200_000 / 8}
SLOWDOWN = 4
PATIENCE_MS = 120_000
AT_THAT_TIME = """SELECT other.state FROM appointment other JOIN appointment ours USING (tenant, begins_at)
    WHERE ours.id = %s AND (other.held_until > now() OR other.state = 'confirmed')"""

usual_citizen, nothing_refused = usual.citizen, usual.nothing_refused


@pytest.fixture
def citizen(usual_citizen: Citizen) -> Citizen:
    """Erika Mustermann in a place with little network."""
    usual_citizen.page.context.set_default_timeout(PATIENCE_MS)
    slow(usual_citizen.page)
    return usual_citizen


def slow(page: Page) -> None:
    """Let what this page loads and reckons take its time."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def test_a_poor_network_keeps_nobody_out(citizen: Citizen, clerk: Clerk, system: dict[str, Any]) -> None:
    album, page = Album("langsam"), citizen.page
    page.goto(f"{citizen.town}/", wait_until="commit")
    album.take(page, "1-start")
    citizen.choose("Meldebescheinigung")
    album.take(page, "2-times")
    # Impatient, and the answer takes long: pressed twice.
    page.get_by_role("button", name="Diese Zeit nehmen").dblclick()
    appointment = citizen.give_details()
    album.take(page, "3-confirmed")
    assert Inside(system).ask("booking", AT_THAT_TIME, appointment) == ["confirmed"]

    citizen.join()
    album.take(page, "4-waiting")
    clerk.admit(appointment)
    for side in (page, clerk.page):
        until(partial(runs, side, 30), "the picture of the other side runs", LATE)
    album.take(page, "5-call")
    clerk.identify(citizen.card)
    case = clerk.case("Meldebescheinigung")
    case.get_by_label("Als PDF zum Herunterladen").check()
    case.get_by_label("Für private Zwecke").check()
    clerk.fill_address(case)
    clerk.show(case)
    citizen.confirm("Meldebescheinigung")
    clerk.end_call()
    citizen.left()
    album.take(page, "6-afterwards")
    link = citizen.tracker().get_by_role("link", name="Als PDF herunterladen")
    until(lambda: citizen.tracker() and link.count() == 1, "the certificate is ready", LATE)
    album.take(page, "7-ready")
    with page.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
