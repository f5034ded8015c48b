"""The synthetic citizen goes the whole way, gives the time back, and says which town failed."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

SCRIPT = Path(__file__).resolve().parents[2] / "charts" / "region" / "files" / "citizen.py"
TIMES = [{"begins_at": "2026-12-01T08:00:00Z"}, {"begins_at": "2026-12-01T15:30:00Z"}]


class Booking(ThreadingHTTPServer):
    """A booking API that notes what it is asked; the town `closed` has no free time, `broken` answers nothing."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        super().__init__(("127.0.0.1", 0), _Answers)


class _Answers(BaseHTTPRequestHandler):
    server: Booking

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.partition("?")[0].removeprefix("/api/booking/v1")
        self.server.asked.append((self.command, path, json.loads(body) if body else None))
        days = [] if "closed" in self.headers["Host"] else [{"times": TIMES}]
        told = {"/procedures": {"procedures": [{"key": "beratung"}]}, "/times": {"days": days}}
        text = json.dumps(told.get(path, {"hold_id": "h1"})).encode() if self.command != "DELETE" else b""
        broken = "broken" in self.headers["Host"]
        self.send_response(500 if broken else 204 if self.command == "DELETE" else 200)
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - the names that http.server calls

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def booking() -> Iterator[Booking]:
    with Booking() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def visit(folder: Path, address: str, *towns: str, **told: str) -> subprocess.CompletedProcess[str]:
    for town in towns:
        (folder / f"{town}.yaml").write_text(f"key: {town}\nbase_url: https://{town}.example\n", encoding="utf-8")
    environment = {**os.environ, **told, "TENANTS_DIR": str(folder), "ADDRESS": address}
    command = [sys.executable, str(SCRIPT), "once"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_the_probe_holds_the_last_time_and_gives_it_back(booking: Booking, tmp_path: Path) -> None:
    answer = visit(tmp_path, f"http://127.0.0.1:{booking.server_port}", "ostfildern")
    assert (answer.returncode, answer.stdout) == (0, "ostfildern: search, hold, release\n")
    assert [asked[:2] for asked in booking.asked] == [
        ("GET", "/procedures"),
        ("GET", "/times"),
        ("POST", "/holds"),
        ("DELETE", "/holds/h1"),
    ]
    assert booking.asked[2][2]["begins_at"] == "2026-12-01T15:30:00Z"


def test_a_town_without_a_free_time_is_no_fault_and_is_told(booking: Booking, tmp_path: Path) -> None:
    answer = visit(tmp_path, f"http://127.0.0.1:{booking.server_port}", "closed", "ostfildern")
    assert (answer.returncode, answer.stdout.splitlines()) == (
        0,
        ["closed: no free time", "ostfildern: search, hold, release"],
    )
    figures = told_by_watching(tmp_path, booking)
    assert 'probe_no_free_time{tenant="closed"} 1' in figures
    assert 'probe_journey_success{tenant="closed",step="search"} 1' in figures
    assert 'tenant="closed",step="hold"' not in figures
    assert 'probe_no_free_time{tenant="ostfildern"} 0' in figures


def told_by_watching(folder: Path, booking: Booking) -> str:
    """Return what one round tells Prometheus."""
    code = "import citizen; seen = citizen.towns(); [one.visit() for one in seen]; print(citizen.figures(seen))"
    told = {"TENANTS_DIR": str(folder), "ADDRESS": f"http://127.0.0.1:{booking.server_port}"}
    environment = {**os.environ, **told, "PYTHONPATH": str(SCRIPT.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def test_one_town_that_fails_is_named_and_the_others_are_visited_all_the_same(booking: Booking, tmp_path: Path) -> None:
    answer = visit(tmp_path, f"http://127.0.0.1:{booking.server_port}", "broken", "ostfildern")
    assert answer.returncode == 1
    broken, fine = answer.stdout.splitlines()
    assert broken == "broken: HTTPError: HTTP Error 500: Internal Server Error"
    assert fine == "ostfildern: search, hold, release"


def test_a_town_that_rests_is_not_visited(booking: Booking, tmp_path: Path) -> None:
    (tmp_path / "ruhig.yaml").write_text("base_url: https://ruhig.example\nsuspended: true\n", encoding="utf-8")
    answer = visit(tmp_path, f"http://127.0.0.1:{booking.server_port}", "ostfildern")
    assert (answer.returncode, answer.stdout) == (0, "ostfildern: search, hold, release\n")


def test_a_gateway_that_is_away_is_a_failure_and_not_a_crash(tmp_path: Path) -> None:
    answer = visit(tmp_path, "http://127.0.0.1:1", "ostfildern")
    assert answer.returncode == 1
    assert "Connection refused" in answer.stdout
    assert answer.stderr == ""


def test_who_does_not_answer_in_time_has_failed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        answer = visit(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}", "altstadt", PATIENCE="0.2")
    assert (answer.returncode, answer.stdout) == (1, "altstadt: TimeoutError: timed out\n")


def test_only_helms_own_test_is_patient_with_a_region_that_has_just_come_up(render: Callable[..., str]) -> None:
    made = [one for one in yaml.safe_load_all(render("values-all.yaml")) if one]
    specs = {
        one["kind"]: one["spec"].get("template", one)["spec"]
        for one in made
        if one["kind"] in ("Pod", "Deployment") and one["metadata"]["name"].startswith("citizen")
    }
    told = {kind: {env["name"]: env["value"] for env in spec["containers"][0]["env"]} for kind, spec in specs.items()}
    assert {kind: env.get("PATIENCE") for kind, env in told.items()} == {"Pod": "60", "Deployment": None}
