"""What becomes of an appointment by the API: the token of the mail's link opens it, as it opens the page."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from booking.entrypoints.pages.reading import stamp
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from chassis.access import Grant
from tests.service.booking.conftest import Open
from tests.service.booking.test_api import API, DETAILS, HOST, hold


@pytest.fixture
def client(app: Any, work: Open) -> Any:
    return app.test_client()


@pytest.fixture
def booked(client: Any, free: datetime) -> str:
    held = hold(client, free).json["hold_id"]
    client.post(f"{API}/holds/{held}/confirmation", json=DETAILS, base_url=HOST)
    return str(held)


@pytest.fixture
def token(booked: str, work: Open, ports: BookingPorts) -> dict[str, str]:
    """The header with the token of the link."""
    with work() as unit:
        found = unit.appointments.find(UUID(booked))
        assert found is not None
        return {"Authorization": f"Bearer {ports.keys.token(Grant('ostfildern', found.id, 'manage', found.epoch))}"}


def test_the_token_of_the_link_shows_the_appointment(client: Any, booked: str, token: dict[str, str]) -> None:
    told = client.get(f"{API}/appointments/{booked}", headers=token, base_url=HOST)
    assert (told.status_code, told.json["state"], told.json["may_change"]) == (200, "confirmed", True)
    assert told.json["procedures"] == ["meldebescheinigung"]


@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer 1.wrong", "Basic YTpi"])
def test_without_the_right_token_nothing_is_shown(client: Any, booked: str, shown: str) -> None:
    refused = client.get(f"{API}/appointments/{booked}", headers={"Authorization": shown}, base_url=HOST)
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "number" not in refused.json


def test_a_token_opens_no_page(client: Any, booked: str, token: dict[str, str]) -> None:
    assert client.get(f"/termin/verwalten/{booked}", headers=token, base_url=HOST).status_code == 401


def test_it_opens_no_other_appointment(client: Any, token: dict[str, str]) -> None:
    other = "00000000-0000-4000-8000-000000000000"
    assert client.get(f"{API}/appointments/{other}", headers=token, base_url=HOST).status_code == 404


def test_it_is_moved_to_a_free_time(client: Any, booked: str, token: dict[str, str], work: Open) -> None:
    with work() as unit:
        later = free_times(unit, ["meldebescheinigung"]).days[0].slots[-1].time.begins_at
    told = {"begins_at": stamp(later)}
    moved = client.post(f"{API}/appointments/{booked}/time", json=told, headers=token, base_url=HOST)
    assert (moved.status_code, datetime.fromisoformat(moved.json["begins_at"])) == (200, later)


def test_a_taken_time_leaves_it_where_it_was(
    client: Any, booked: str, token: dict[str, str], free: datetime, work: Open
) -> None:
    with work() as unit:
        taken = free_times(unit, ["meldebescheinigung"]).days[0].slots[-1].time.begins_at
    while hold(client, taken).status_code == 201:
        pass
    told = {"begins_at": stamp(taken)}
    answer = client.post(f"{API}/appointments/{booked}/time", json=told, headers=token, base_url=HOST)
    assert (answer.status_code, len(answer.json["alternatives"])) == (409, 6)
    kept = client.get(f"{API}/appointments/{booked}", headers=token, base_url=HOST).json
    assert datetime.fromisoformat(kept["begins_at"]) == free


def test_once_called_off_its_token_opens_nothing(client: Any, booked: str, token: dict[str, str], work: Open) -> None:
    assert client.delete(f"{API}/appointments/{booked}", headers=token, base_url=HOST).status_code == 204
    assert client.delete(f"{API}/appointments/{booked}", headers=token, base_url=HOST).status_code == 410
    with work() as unit:
        found = unit.appointments.find(UUID(booked))
    assert found is not None
    assert found.state == "cancelled"


def test_a_time_at_which_the_interpreter_cannot_come_is_not_told_in_place_of_itself(
    client: Any, booked: str, token: dict[str, str], work: Open
) -> None:
    with work() as unit:
        found = unit.appointments.find(UUID(booked))
        assert found is not None
        unit.appointments.save(replace(found, citizen=replace(found.booked_by, interpreter="Ukrainisch")))
        days = free_times(unit, ["meldebescheinigung"]).days
    wrong = next(day for day in days if day.day.weekday() == 1).slots[0].time.begins_at
    told = {"begins_at": stamp(wrong)}
    answer = client.post(f"{API}/appointments/{booked}/time", json=told, headers=token, base_url=HOST)
    assert answer.status_code == 409
    near = [datetime.fromisoformat(one["begins_at"]) for one in answer.json["alternatives"]]
    assert {one.weekday() for one in near} <= {0, 3}
    assert near
