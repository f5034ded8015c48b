"""Reading the zone in the clerk's browser is a town's own decision; typing is always there."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from chassis.service import Running
from identity.domain.check import Step
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import CheckOf, lead

LABEL = "Zone lesen"


@pytest.fixture
def reading(running: Running[Any], work: Open) -> Iterator[Callable[[bool], None]]:
    """Return `reading(on)`: the town's switch, put back after the test."""
    with work() as unit:
        before = unit.catalogue

    def store(policy: Any) -> None:
        with work() as unit:
            running.work.sections.store(unit.connection, "ostfildern", policy)

    yield lambda on: store(before.model_copy(update={"mrz_reading": on}))
    store(before)


@pytest.fixture
def shown(
    browser: Callable[[], Browser], appointment: Callable[..., UUID], check_of: CheckOf, reading: Callable[[bool], None]
) -> Callable[[bool], str]:
    """Return `shown(on)`: the panel at the step of the zone."""

    def at_zone(on: bool) -> str:
        reading(on)
        return str(lead(browser().sign_in("clerk"), appointment(), check_of, Step.ZONE).text)

    return at_zone


def test_a_town_that_did_not_switch_it_on_only_types(shown: Callable[[bool], str]) -> None:
    page = shown(False)
    assert "genau abgetippt" in page
    assert LABEL not in page
    assert "onnx" not in page


def test_a_town_that_switched_it_on_has_the_button_beside_the_typing(shown: Callable[[bool], str]) -> None:
    page = shown(True)
    assert "genau abgetippt" in page
    assert LABEL in page
    assert "Der Name hat keine Prüfziffer" in page


def test_all_that_the_reader_loads_is_served_by_identity(shown: Callable[[bool], str], app: Any) -> None:
    addresses = set(re.findall(r"/static/identity/[^\"&]+", shown(True).replace("&#34;", '"')))
    loaded = {address.rsplit("/", 1)[1] for address in addresses}
    assert loaded >= {"panel.js", "worker.js", "recogniser.onnx", "ort.wasm.bundle.min.mjs"}
    statuses = {
        address: app.test_client().get(address, base_url="https://ostfildern.localhost").status_code
        for address in addresses
    }
    assert set(statuses.values()) == {200}, statuses
