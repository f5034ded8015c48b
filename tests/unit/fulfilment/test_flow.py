"""The table of transitions: what it refuses, and what every town's flows promise."""

from typing import Any

import pytest
from pydantic import ValidationError

from fulfilment.domain.flow import BEHIND_THE_PIVOT, ENDS, Flow
from tests.unit.fulfilment.fakes import section

OPEN = {"at": ["open"], "event": "advise", "by": ["clerk"], "to": "completed"}


def flow(*rows: dict[str, Any]) -> Flow:
    return Flow.model_validate({"transitions": [OPEN, *rows]})


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"at": ["open"], "event": "advise", "by": ["system"], "to": "failed"}, "two rows for the same event"),
        ({"at": ["completed"], "event": "fail", "by": ["system"], "to": "failed"}, "nothing may follow"),
        ({"at": ["submitted"], "event": "settle", "by": ["system"], "to": "settled"}, "no way leads from open to"),
        ({"at": ["open"], "event": "prepare", "by": ["clerk"], "to": "prepared"}, "no way leads from prepared to"),
        ({"at": ["open"], "event": "dance", "by": ["clerk"], "to": "failed"}, "event"),
        ({"at": ["open"], "event": "withdraw", "by": ["mayor"], "to": "withdrawn"}, "by"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(row: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        flow(row)


def test_a_table_that_calls_back_what_has_left_the_house_is_refused() -> None:
    with pytest.raises(ValidationError, match="cannot be withdrawn"):
        flow(
            {"at": ["open"], "event": "transmit", "by": ["system"], "to": "transmitted"},
            {"at": ["transmitted"], "event": "withdraw", "by": ["citizen"], "to": "withdrawn"},
        )


def test_only_whom_the_table_names_takes_a_step() -> None:
    assert flow().target("open", "advise", "clerk") == "completed"
    assert flow().target("open", "advise", "citizen") is None


@pytest.mark.parametrize("town", ["ostfildern", "musterstadt"])
def test_both_towns_let_only_the_citizen_confirm(town: str) -> None:
    for name, table in section(town).flows.items():
        for row in table.transitions:
            if row.event in ("confirm", "object"):
                assert row.by == ("citizen",), name


@pytest.mark.parametrize("town", ["ostfildern", "musterstadt"])
def test_in_both_towns_every_case_can_be_withdrawn_until_it_has_left_the_house(town: str) -> None:
    for table in section(town).flows.values():
        states = {state for state, _, _ in table.edges()} - BEHIND_THE_PIVOT - ENDS
        assert all(table.target(state, "withdraw", "system") == "withdrawn" for state in states)
