"""The API keeps what its OpenAPI document promises, and refuses what it does not, whatever a program sends.

`make proof` asks it many more times.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import from_regex
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth

from booking.adapters.tables import appointment
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from chassis.access import Grant
from tests.service.booking.conftest import CITIZEN, Open, wish

HOST = "ostfildern.localhost"
# "format: email" also means addresses of domains that no mail can reach, such as `.test`; the API refuses those.
schemathesis.openapi.format("email", from_regex(r"[a-z]{1,20}@[a-z]{1,20}\.org", fullmatch=True))
EXAMPLES = int(os.environ.get("API_EXAMPLES", "5"))
Answer = Iterable[bytes]


class AtTheTown:
    """The app as its town's gateway calls it."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Answer:
        answer: Answer = self._app(environ | {"HTTP_HOST": HOST, "wsgi.url_scheme": "https"}, start)
        return answer


@pytest.fixture
def promised(app: Any, work: Open) -> list[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/booking/v1/openapi.json", AtTheTown(app))
    # Refused everywhere (`chassis.web.unstorable`), also where a document leaves open what may come.
    schema.config.generation.update(allow_x00=False)
    return [operation.ok() for operation in schema.get_all_operations()]


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_answers_are_as_promised(promised: list[Any], mode: GenerationMode) -> None:
    for operation in promised:
        _ask(operation, mode)
    told = {f"{one.method} {one.path.rpartition('/v1/')[2]}" for one in promised}
    assert told >= {"get procedures", "get times", "post holds", "delete appointments/{appointment_id}"}


def test_answers_to_what_can_be_had_are_as_promised_too(
    promised: list[Any], free: datetime, work: Open, ports: BookingPorts
) -> None:
    """With procedures, a time and a token that are real, the API gets behind its first doors."""
    answered: Counter[int] = Counter()

    def real(case: Any) -> Any:
        with work() as unit:
            unit.connection.execute(appointment.delete().where(appointment.c.tenant == unit.tenant.key))
            held = hold_time(unit, wish(free))
            token = ports.keys.token(Grant(unit.tenant.key, held.id, "manage"))
            if case.path.endswith("/confirmation"):
                case.path_parameters = {"hold_id": str(held.id)}
            else:
                confirm_appointment(unit, held.id, CITIZEN, ports)
        if "/appointments/" in case.path:
            case.headers, case.path_parameters = {"Authorization": f"Bearer {token}"}, {"appointment_id": str(held.id)}
        if case.path.endswith("/times") and "procedure" in (case.query or {}):
            case.query |= {"procedure": ["meldebescheinigung"], "persons": 1}
        if isinstance(case.body, dict):
            known = {"procedures": ["meldebescheinigung"], "begins_at": stamp(free), "persons": 1}
            case.body |= {name: value for name, value in known.items() if name in case.body}
        return case

    for operation in promised:
        _ask(operation, GenerationMode.POSITIVE, real, answered)
    assert set(answered) >= {200, 201, 204}


def _ask(
    operation: Any,
    mode: GenerationMode,
    prepare: Callable[[Any], Any] = lambda case: case,
    answered: Counter[int] | None = None,
) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    def ask(case: Any) -> None:
        response = prepare(case).call_and_validate(excluded_checks=[ignored_auth] if answered is not None else [])
        if answered is not None:
            answered[response.status_code] += 1

    try:
        ask()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, f"nothing can be sent to {operation.label}"
