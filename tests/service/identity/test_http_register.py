"""A register over the network: asked for one person, believed only in its own form, and never in the way of a check."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chassis.settings import Secrets
from identity.adapters import http_register
from identity.adapters.http_register import HttpRegister
from identity.domain.names import Names
from identity.domain.register import Wanted

ERIKA = Wanted(Names("Erika", "Mustermann"), date(1964, 8, 12))
GOOD = json.dumps({"answers": {"landlord": "Hohenlohe Wohnbau", "previous-document-year": 2013}})


class Double:
    """A register that answers as a test says, and keeps what it was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.silent = 200, GOOD, False
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.released = threading.Event()
        double = self

        class Handler(BaseHTTPRequestHandler):
            """Answers one question."""

            def do_POST(self) -> None:
                """Keep the question and answer."""
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                double.asked.append((str(self.headers["Authorization"]), told))
                if double.silent:
                    double.released.wait(timeout=30)
                self.send_response(double.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()
                self.wfile.write(double.body.encode())

            def log_message(self, *told: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1/persons"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def double() -> Iterator[Double]:
    """A register double."""
    begun = Double()
    yield begun
    begun.released.set()
    begun.server.shutdown()
    begun.server.server_close()


@pytest.fixture
def register(tmp_path: Path) -> HttpRegister:
    """The adapter with the town's token."""
    (tmp_path / "ostfildern.register_token").write_text("token-of-the-town", encoding="utf-8")
    return HttpRegister(Secrets(tmp_path))


def test_it_is_asked_for_one_person_with_the_towns_token(double: Double, register: HttpRegister) -> None:
    facts = register.look_up("ostfildern", double.url, ERIKA)
    assert facts is not None
    assert facts.agrees("landlord", "Hohenlohe Wohnbau")
    assert facts.agrees("previous-document-year", "2013")
    person = {"family_name": "Mustermann", "given_names": "Erika", "birth_date": "1964-08-12"}
    assert double.asked == [("Bearer token-of-the-town", person)]


def _silent(double: Double) -> None:
    double.silent = True


@pytest.mark.parametrize(
    "misbehave",
    [
        lambda double: setattr(double, "status", 404),
        lambda double: setattr(double, "status", 500),
        lambda double: setattr(double, "status", 307),
        lambda double: setattr(double, "body", "not JSON"),
        lambda double: setattr(double, "body", "[]"),
        lambda double: setattr(double, "body", '{"answers": "Hohenlohe Wohnbau"}'),
        _silent,
    ],
    ids=["nobody", "error", "redirect", "no JSON", "a list", "a text", "silence"],
)
def test_whatever_else_it_says_the_clerk_compares_and_no_log_tells_of_the_person(
    double: Double,
    register: HttpRegister,
    misbehave: Callable[[Double], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(http_register, "TIMEOUT", 0.3)
    misbehave(double)
    assert register.look_up("ostfildern", double.url, ERIKA) is None
    assert len(double.asked) == 1
    said = "".join(capsys.readouterr())
    assert "Mustermann" not in said
    assert "Hohenlohe" not in said


def test_a_town_without_a_token_asks_nobody(double: Double, register: HttpRegister) -> None:
    assert register.look_up("musterstadt", double.url, ERIKA) is None
    assert double.asked == []
