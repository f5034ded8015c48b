"""Identity as its web process has it, on a real database, with a clock that tests move."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from itsdangerous import URLSafeTimedSerializer

from chassis.access import Grant
from chassis.service import Running
from chassis.testing.fakes import FakeClock
from contracts.booking import AppointmentConfirmed
from contracts.video import ConsultationStarted
from identity.adapters.unit import IdentityUnit
from identity.domain.check import Check
from identity.use_cases.follow_consultation import begin_check
from identity.use_cases.open_check import open_check
from tests.unit.identity import fakes

TOWN = "https://ostfildern.localhost"
KEY = "signing-key-of-the-tests"
Open = Callable[..., AbstractContextManager[IdentityUnit]]


@pytest.fixture(scope="session")
def running(start: Callable[..., Running[Any]]) -> Running[Any]:
    """The service with its database."""
    begun = start("identity")
    return replace(begun, work=replace(begun.work, clock=FakeClock()))


@pytest.fixture
def clock(running: Running[Any]) -> FakeClock:
    """The service's clock, set to the day of the appointment."""
    now = running.work.clock
    assert isinstance(now, FakeClock)
    now.now = fakes.BEGINS
    return now


@pytest.fixture
def work(running: Running[Any], clock: FakeClock, wipe: Callable[[Running[Any]], None]) -> Open:
    """Open units of work of a town, on empty tables."""
    wipe(running)

    def begin(town: str = "ostfildern") -> AbstractContextManager[IdentityUnit]:
        return running.work(running.tenants.by_key(town))

    return begin


@pytest.fixture(scope="session")
def app(running: Running[Any], application: Callable[[Running[Any]], Any]) -> Any:
    """The Flask application."""
    return application(running)


class Browser:
    """A browser at Ostfildern that follows the panel's forms."""

    def __init__(self, app: Any, work: Open) -> None:
        self.client = app.test_client()
        self.work = work

    def cookie(self, name: str, told: object) -> None:
        """Set a cookie as the sign-in or the access page does."""
        text = str(URLSafeTimedSerializer(KEY, salt=f"chassis.{name}").dumps(told))
        self.client.set_cookie(f"__Host-{name}", text, domain="ostfildern.localhost", secure=True)

    def sign_in(self, *roles: str, subject: str = "u-1", name: str = "Sabine Schäfer") -> "Browser":
        """Become a member of staff."""
        self.cookie("staff", {"sub": subject, "name": name, "roles": {"ostfildern": list(roles)}})
        return self

    def hold(self, grant: Grant) -> "Browser":
        """Become the citizen of an appointment."""
        told = {"tenant": grant.tenant, "appointment": str(grant.appointment_id), "purpose": grant.purpose, "epoch": 1}
        self.cookie("citizen", [told])
        return self

    def get(self, path: str) -> Any:
        """Get a fragment."""
        return self.client.get(path, base_url=TOWN, headers={"HX-Request": "true"})

    def post(self, path: str, shown: Any, **data: str) -> Any:
        """Post a form as the page `shown` has it."""
        hidden = {name: found(name, shown.text) for name in ("csrf_token", "revision")}
        more = {"frage": question} if (question := found("frage", shown.text)) else {}
        return self.client.post(path, base_url=TOWN, headers={"HX-Request": "true"}, data={**hidden, **more, **data})


def found(name: str, page: str) -> str:
    """Return the value of a hidden field."""
    match = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    return match.group(1) if match else ""


@pytest.fixture
def browser(app: Any, work: Open) -> Callable[[], Browser]:
    """Return a new browser."""
    return lambda: Browser(app, work)


@pytest.fixture
def appointment(work: Open) -> Callable[..., UUID]:
    """Return `appointment(*levels, call=True, **names)`: confirmed, and in the call."""

    def begin(*levels: Any, call: bool = True, **names: Any) -> UUID:
        said: AppointmentConfirmed = fakes.confirmed(*(levels or ("normal",)), **names)
        with work() as unit:
            open_check(unit, said)
        if call:
            started = ConsultationStarted(
                appointment_id=said.appointment_id,
                consultation_id=fakes.CONSULTATION,
                clerk="u-1",
                started_at=fakes.BEGINS,
            )
            with work() as unit:
                begin_check(unit, started)
        return said.appointment_id

    return begin


@pytest.fixture
def check_of(work: Open) -> Callable[[UUID], Check]:
    """Return `check_of(appointment_id)`: the check as it is kept."""

    def read(appointment_id: UUID) -> Check:
        with work() as unit:
            check = unit.checks.of_appointment(appointment_id)
        assert check is not None
        return check

    return read
