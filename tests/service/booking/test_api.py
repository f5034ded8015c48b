"""The API on a real database: the same rules as the pages, told as JSON."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from booking.entrypoints.pages.reading import stamp
from tests.service.booking.conftest import Open
from tests.service.booking.test_overselling import expire_all

HOST = "https://ostfildern.localhost"
API = "/api/booking/v1"
DETAILS = {"given_names": "Erika", "family_name": "Mustermann", "email": "erika@example.org", "consent": True}


@pytest.fixture
def client(app: Any, work: Open) -> Any:
    return app.test_client()


def hold(client: Any, begins_at: datetime, **more: object) -> Any:
    wish = {"procedures": ["meldebescheinigung"], "begins_at": stamp(begins_at), "idempotency_key": str(uuid4())}
    return client.post(f"{API}/holds", json=wish | more, base_url=HOST)


def test_a_program_books_an_appointment(client: Any, work: Open) -> None:
    offered = client.get(f"{API}/procedures", base_url=HOST).json["procedures"]
    assert "meldebescheinigung" in [one["key"] for one in offered]
    days = client.get(f"{API}/times?procedure=meldebescheinigung&procedure=beratung", base_url=HOST).json["days"]
    begins_at = datetime.fromisoformat(days[0]["times"][-1]["begins_at"])
    held = hold(client, begins_at)
    assert held.status_code == 201
    answer = client.post(f"{API}/holds/{held.json['hold_id']}/confirmation", json=DETAILS, base_url=HOST)
    with work() as unit:
        booked = unit.appointments.find(held.json["hold_id"])
    assert booked is not None
    assert (answer.json["number"], booked.state) == (booked.number, "confirmed")


def test_the_same_key_again_returns_the_same_hold(client: Any, free: datetime) -> None:
    key = str(uuid4())
    assert hold(client, free, idempotency_key=key).json == hold(client, free, idempotency_key=key).json


def test_who_comes_second_is_told_alternatives(client: Any, free: datetime) -> None:
    answers = [hold(client, free) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 409]
    assert len(answers[2].json["alternatives"]) == 6


def test_whom_one_desk_suits_is_not_told_the_time_of_another(client: Any, free: datetime) -> None:
    assert hold(client, free, language="en").status_code == 201
    answer = hold(client, free, language="en")
    assert answer.status_code == 409
    assert free not in [datetime.fromisoformat(one["begins_at"]) for one in answer.json["alternatives"]]


def test_an_expired_hold_is_gone(client: Any, free: datetime, work: Open) -> None:
    held = hold(client, free)
    expire_all(work)
    answer = client.post(f"{API}/holds/{held.json['hold_id']}/confirmation", json=DETAILS, base_url=HOST)
    assert (answer.status_code, answer.json["type"]) == (410, "urn:problem-type:hold-expired")


def test_wrong_input_names_the_field(client: Any, free: datetime) -> None:
    address = f"{API}/holds/{hold(client, free).json['hold_id']}/confirmation"
    answer = client.post(address, json=DETAILS | {"consent": False, "email": "erika"}, base_url=HOST)
    assert answer.status_code == 422
    assert {one["field"].rpartition(".")[2] for one in answer.json["errors"]} == {"consent", "email"}
    assert hold(client, free, procedures=["heirat"]).status_code == 404
    assert client.get(f"{API}/times", base_url=HOST).status_code == 422


def test_the_document_is_openapi_3_1(client: Any) -> None:
    document = client.get(f"{API}/openapi.json", base_url=HOST).json
    assert document["openapi"].startswith("3.1")
    assert f"{API}/holds" in document["paths"]


def test_a_time_that_is_given_back_is_free_for_the_next(client: Any, free: datetime) -> None:
    first, _second = hold(client, free), hold(client, free)
    assert hold(client, free).status_code == 409
    assert client.delete(f"{API}/holds/{first.json['hold_id']}", base_url=HOST).status_code == 204
    assert hold(client, free).status_code == 201
    assert client.delete(f"{API}/holds/{first.json['hold_id']}", base_url=HOST).status_code == 204
