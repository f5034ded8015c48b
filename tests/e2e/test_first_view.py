"""A phone on a slow network: what a page loads at its first view is little, and all of it is the town's own."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.web.phone import views

MOST_KILOBYTES = 150
PATHS = ("/", "/termin", "/termin/zeit?leistung=meldebescheinigung", "/gespraech", "/pruefen")


@pytest.fixture(scope="module")
def seen(chromium: Browser, system: dict[str, Any]) -> Any:
    """The first views, each in a fresh window."""
    return views(chromium, system["towns"]["ostfildern"]["url"], PATHS)


def test_a_first_view_is_light(seen: Any) -> None:
    assert {path: round(view.kilobytes) for path, view in seen.items() if view.kilobytes > MOST_KILOBYTES} == {}


def test_nothing_comes_from_elsewhere(seen: Any) -> None:
    assert {path: view.foreign for path, view in seen.items() if view.foreign} == {}
