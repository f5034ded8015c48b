"""A client in Python is generated from the API's own document, and books with it on a real database."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.service.booking.conftest import Open

HOST = "https://ostfildern.localhost"


@pytest.fixture
def client(app: Any, work: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The generated package's client, which speaks to the application without a socket."""
    document = app.test_client().get("/api/booking/v1/openapi.json", base_url=HOST).json
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    tidy = json.dumps({"post_hooks": [f"{Path(sys.executable).with_name('ruff')} format --isolated ."]})
    (tmp_path / "generator.yaml").write_text(tidy, encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning", "--meta", "none"]
    command += ["--path", "openapi.json", "--config", "generator.yaml", "--output-path", "booking_client"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=300)
    monkeypatch.syspath_prepend(tmp_path)
    made = importlib.import_module("booking_client").Client(
        base_url=HOST, raise_on_unexpected_status=True, httpx_args={"transport": httpx.WSGITransport(app)}
    )
    yield made
    for name in [name for name in sys.modules if name.partition(".")[0] == "booking_client"]:
        del sys.modules[name]


def call(name: str, *given: object, **more: object) -> Any:
    """Call an operation of the generated package by the beginning of its module's name."""
    package = importlib.import_module("booking_client.api.default")
    (found,) = (file.stem for file in Path(package.__path__[0]).glob(f"{name}_*.py"))
    return importlib.import_module(f"booking_client.api.default.{found}").sync(*given, **more)


def test_a_generated_client_books_and_reads_refusals(client: Any, work: Open) -> None:
    models = importlib.import_module("booking_client.models")
    offered = call("booking_api_procedures", client=client)
    assert "meldebescheinigung" in [one.key for one in offered.procedures]
    day = call("booking_api_times", client=client, procedure=["meldebescheinigung"]).days[0]
    wish = models.HoldWish(
        procedures=["meldebescheinigung"], begins_at=day.times[-1].begins_at, idempotency_key=uuid4()
    )
    held = call("booking_api_hold", client=client, body=wish)
    erika = models.Details(given_names="Erika", family_name="Mustermann", email="erika@example.org", consent=True)
    confirmed = call("booking_api_confirm", held.hold_id, client=client, body=erika)
    with work() as unit:
        booked = unit.appointments.find(UUID(str(held.hold_id)))
    assert booked is not None
    assert (confirmed.number, booked.state) == (booked.number, "confirmed")
    refused = call("booking_api_times", client=client, procedure=["gibt-es-nicht"])
    assert isinstance(refused, models.Problem)
