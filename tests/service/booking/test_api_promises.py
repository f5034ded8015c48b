"""The API keeps what its OpenAPI document promises, and refuses what it does not, whatever a program sends."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from schemathesis import GenerationMode

from booking.adapters.tables import appointment
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from chassis.access import Grant
from tests.service.api_promises import ask, promises
from tests.service.booking.conftest import CITIZEN, Open, wish


@pytest.fixture
def promised(app: Any, work: Open) -> list[Any]:
    return promises(app, "booking")


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_answers_are_as_promised(promised: list[Any], mode: GenerationMode) -> None:
    for operation in promised:
        ask(operation, mode)
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
        ask(operation, GenerationMode.POSITIVE, real, answered)
    assert set(answered) >= {200, 201, 204}
