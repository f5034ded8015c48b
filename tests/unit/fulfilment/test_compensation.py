"""Cancelling at every state of every table: where the case ends, whether the money goes back, what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fulfilment.domain.errors import NotAllowed, PastThePivot
from fulfilment.domain.flow import BEHIND_THE_PIVOT, ENDS, State
from fulfilment.use_cases.reject_identity import reject_identity
from fulfilment.use_cases.withdraw_case import withdraw_case
from fulfilment.use_cases.withdraw_cases import withdraw_cases
from tests.service.fulfilment.story import Story
from tests.unit.fulfilment.fakes import FulfilmentFake, section

STATES = sorted(
    {
        (key, state)
        for key in section().procedures
        for row in section().procedure(key).flow.transitions
        for state in (*row.at, row.to)
    }
)


def standing(procedure: str, state: State) -> tuple[FulfilmentFake, Story]:
    """Return a town in which one case of the procedure stands there."""
    unit, story = FulfilmentFake(), Story(procedure)
    unit.cases.save(replace(story.open(unit), state=state))
    unit.events.clear()
    unit.due.clear()
    return unit, story


def by_event(unit: FulfilmentFake, story: Story) -> None:
    withdraw_cases(unit, story.appointment_id, "cancelled")


@pytest.mark.parametrize(("procedure", "state"), STATES)
def test_a_cancelled_appointment_ends_what_is_before_the_pivot_and_gives_the_money_back(
    procedure: str, state: State
) -> None:
    unit, story = standing(procedure, state)
    by_event(unit, story)
    case = unit.cases.get(story.case_id)
    if state in BEHIND_THE_PIVOT | ENDS:
        assert (case.state, unit.names()) == (state, [])
    else:
        # `case.withdrawn` is what billing answers by a refund, a Storno or nothing.
        assert (case.state, unit.names()) == ("withdrawn", ["CaseWithdrawn"])
        assert (("tell-withdrawn", case.id) in unit.due) is (state != "open")


@pytest.mark.parametrize(("procedure", "state"), STATES)
def test_the_citizen_withdraws_before_the_pivot_and_is_told_why_not_after_it(procedure: str, state: State) -> None:
    unit, story = standing(procedure, state)
    if state == "withdrawn":
        withdraw_case(unit, story.case_id)
        assert unit.names() == []
    elif state in BEHIND_THE_PIVOT | ENDS:
        with pytest.raises(PastThePivot if state in BEHIND_THE_PIVOT else NotAllowed):
            withdraw_case(unit, story.case_id)
        assert unit.cases.get(story.case_id).state == state
    else:
        withdraw_case(unit, story.case_id)
        assert unit.cases.get(story.case_id).reason == "citizen"
        assert unit.names() == ["CaseWithdrawn"]


@pytest.mark.parametrize(
    "cancel", [by_event, lambda unit, story: reject_identity(unit, story.appointment_id, "forged", datetime.now(UTC))]
)
def test_what_the_authority_may_have_already_is_called_back_by_nobody(
    cancel: Callable[[FulfilmentFake, Story], None],
) -> None:
    unit, story = standing("fuehrungszeugnis", "settled")
    unit.cases.save(replace(unit.cases.get(story.case_id), sending_since=unit.clock()))
    cancel(unit, story)
    assert unit.cases.get(story.case_id).state == "settled"
    assert unit.names() == []
    assert unit.steps.of_case(story.case_id)[-1].detail == "too_late"
    with pytest.raises(PastThePivot):
        withdraw_case(unit, story.case_id)
