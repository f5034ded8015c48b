"""A town that rests: nobody gets a new appointment by any way, and whoever has one keeps it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from booking.bootstrap import BEGINNINGS
from chassis.service import Running
from chassis.tenancy import TenantDirectory
from tests.service.booking.conftest import Open
from tests.service.booking.test_api import API, HOST, hold


@pytest.fixture
def resting(
    booking: Running[Any],
    application: Callable[[Running[Any]], Any],
    tenants_dir: Path,
    tmp_path: Path,
    work: Open,
) -> Any:
    """Booking's pages while Ostfildern rests."""
    for file in tenants_dir.iterdir():
        told = yaml.safe_load(file.read_text(encoding="utf-8")) | {"suspended": file.stem == "ostfildern"}
        (tmp_path / file.name).write_text(yaml.safe_dump(told), encoding="utf-8")
    return application(replace(booking, tenants=TenantDirectory(tmp_path))).test_client()


def test_every_page_that_begins_something_says_so_kindly(resting: Any) -> None:
    for path in ("/termin", "/termin/zeit", "/termin/warteliste"):
        page = resting.get(path, base_url=HOST, headers={"Accept": "text/html"})
        assert (page.status_code, "Gebuchte Termine und laufende Vorgänge" in page.text) == (403, True), path
    start = resting.get("/", base_url=HOST)
    assert start.status_code == 200
    assert "Meldebescheinigung" in start.text
    assert 'href="/termin?' not in start.text, "nothing leads to a refusal"
    assert "hero__button" not in start.text


def test_a_program_gets_no_time_and_its_neighbour_town_does(resting: Any, free: datetime) -> None:
    assert hold(resting, free).status_code == 403
    path = f"{API}/times?procedure=meldebescheinigung"
    assert resting.get(path, base_url=HOST).status_code == 403
    assert resting.get(path, base_url="https://musterstadt.localhost").status_code == 200


def test_what_is_held_can_still_be_confirmed(resting: Any, app: Any, free: datetime) -> None:
    held = hold(app.test_client(), free).json["hold_id"]
    details = {"given_names": "Erika", "family_name": "Mustermann", "email": "erika@example.org", "consent": True}
    answer = resting.post(f"{API}/holds/{held}/confirmation", json=details, base_url=HOST)
    assert answer.status_code in (200, 202)


def test_moving_and_cancelling_are_no_beginnings() -> None:
    assert [name for name in BEGINNINGS if name.startswith("managing.")] == []
