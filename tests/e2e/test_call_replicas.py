"""Citizen and clerk on two processes of video; the clerk's dies, and neither their picture nor their words do."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from local.home import Home
from tests.e2e.calls import Office, begin, connections, expect_frames, say
from tests.e2e.replicas import Replicas


@pytest.fixture
def replicas(office: Office, home: Home) -> Iterator[tuple[Office, Office]]:
    """The house behind one address, and the process that serves the desk."""
    with ExitStack() as stack:
        port = home.port("video-web-desk")
        desk = Office(office.running, office.environment | {"PORT": str(port)}, port=port)
        stack.callback(desk.kill)
        desk.open()
        gateway = Replicas(Home(home.directory("replicas")), office.port, desk.port)
        stack.callback(gateway.stop)
        gateway.start().wait()
        yield Office(office.running, office.environment, port=gateway.port), desk


def test_the_death_of_a_process_is_seen_by_nobody(
    replicas: tuple[Office, Office], phone: BrowserContext, workstation: BrowserContext
) -> None:
    house, desk = replicas
    pages = citizen, clerk = begin(house, phone, workstation)
    _say_something(citizen, clerk, "vorher")
    desk.kill()
    _say_something(citizen, clerk, "nachher")
    for page in pages:
        expect_frames(page, more=20)
        assert connections(page) == ["connected"], "the picture is not made anew"


def _say_something(citizen: Page, clerk: Page, when: str) -> None:
    for speaker, listener in ((clerk, citizen), (citizen, clerk)):
        say(speaker, f"Hören Sie mich {when}?")
        expect(listener.get_by_text(f"Hören Sie mich {when}?").last).to_be_visible()
