"""Fulfilment on a real database, with the register's double on a real port."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import make_response
from werkzeug.serving import make_server

from chassis.access import Grant
from chassis.jobs.runner import JobRunner
from chassis.service import Running
from chassis.web.citizen_access import remember_grant
from chassis.web.staff_access import remember_staff
from chassis.web.tenant import find_tenant
from fulfilment.adapters.unit import PostgresFulfilmentUnit
from local.doubles.register.app import create_app as register_double
from tests.service.fulfilment.browser import TOWN, Browser
from tests.service.fulfilment.story import Story

Open = Callable[..., AbstractContextManager[PostgresFulfilmentUnit]]
LONG = 3600


@dataclass(frozen=True)
class RegisterDouble:
    """The Bundesamt as the tests see it: its back door."""

    url: str

    def misbehave(self, mode: str, **timing: float) -> None:
        """Have the next submission go wrong, or change how long things take."""
        told = {"mode": mode, "times": 1, **timing}
        requests.put(f"{self.url}/_double/misbehaviour", json=told, timeout=10).raise_for_status()

    def submissions(self) -> list[dict[str, Any]]:
        """Return what has arrived."""
        told = requests.get(f"{self.url}/_double/submissions", timeout=10).json()
        assert isinstance(told, list)
        return told

    def decide(self, message_id: str, decision: str) -> None:
        """Answer a submission now."""
        requests.post(f"{self.url}/_double/submissions/{message_id}/{decision}", timeout=10).raise_for_status()


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegisterDouble]:
    """The register's double, which answers only when a test says so."""
    server = make_server("127.0.0.1", 0, register_double(tmp_path_factory.mktemp("register")), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    double = RegisterDouble(f"http://127.0.0.1:{server.server_port}")
    double.misbehave("normal", acknowledge_after=LONG, answer_after=LONG)
    yield double
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def spool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where letters are laid."""
    return tmp_path_factory.mktemp("spool")


@pytest.fixture(scope="session")
def fulfilment(start: Callable[..., Running[Any]], register: RegisterDouble, spool: Path) -> Running[Any]:
    """The service with its database."""
    return start("fulfilment", register_url=register.url, letter_spool_dir=spool, webhook_networks="127.0.0.0/8")


@pytest.fixture
def work(fulfilment: Running[Any], wipe: Callable[[Running[Any]], None], spool: Path) -> Open:
    """Open units of work of a town, on empty tables and with no letters, since numbers begin anew."""
    wipe(fulfilment)
    for folder in spool.iterdir():
        shutil.rmtree(folder)

    def begin(town: str = "ostfildern") -> AbstractContextManager[PostgresFulfilmentUnit]:
        return fulfilment.work(fulfilment.tenants.by_key(town))

    return begin


@pytest.fixture
def do_due_work(fulfilment: Running[Any]) -> Callable[[], int]:
    """Return a function that does everything that is due, but sends no mail."""
    jobs = type(fulfilment.due_work)({**fulfilment.due_work.jobs, "send-mail": lambda *_: None})
    return JobRunner(fulfilment.work, fulfilment.tenants, jobs, fulfilment.ports).run_all


@pytest.fixture(scope="session")
def app(fulfilment: Running[Any], application: Callable[[Running[Any]], Any]) -> Any:
    """The pages."""
    return application(fulfilment)


@pytest.fixture
def citizen_of(app: Any) -> Callable[..., Browser]:
    """Return a function that gives the browser of a citizen who has opened a link."""

    def open_link(story: Story, purpose: str = "join") -> Browser:
        browser = Browser(app.test_client())
        with app.test_request_context(base_url=TOWN):
            find_tenant()
            response = make_response("")
            remember_grant(response, Grant("ostfildern", story.appointment_id, purpose, 1))
        browser.take(response)
        return browser

    return open_link


@pytest.fixture
def staff_of(app: Any) -> Callable[..., Browser]:
    """Return a function that gives the browser of somebody with a role."""

    def sign_in(role: str, number: int = 1) -> Browser:
        browser = Browser(app.test_client())
        with app.test_request_context(base_url=TOWN):
            response = make_response("")
            remember_staff(response, f"{role}-{number}", "Lena Leitung", {"ostfildern": [role]})
        browser.take(response)
        return browser

    return sign_in
