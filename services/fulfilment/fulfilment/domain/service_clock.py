"""How long the town has left for a case: the clock stands still while somebody else has to act."""

from collections.abc import Sequence
from datetime import date, tzinfo
from itertools import pairwise

from fulfilment.domain.case import Step
from fulfilment.domain.flow import Flow
from fulfilment.domain.working_days import working_days_after, working_days_between


def due_on(flow: Flow, history: Sequence[Step], land: str, zone: tzinfo) -> date | None:
    """Return the day by which the town has to act, or None while its clock stands still.

    `history` is the case's own, oldest first. Working days that passed while the clock ran are used up.
    """
    plan = flow.clock
    if plan is None or not history:
        return None
    left = plan.working_days
    for step, following in pairwise(history):
        if step.state in plan.runs_at:
            left -= working_days_between(_day(step, zone), _day(following, zone), land)
    last = history[-1]
    if last.state not in plan.runs_at:
        return None
    return working_days_after(_day(last, zone), max(left, 0), land)


def _day(step: Step, zone: tzinfo) -> date:
    return step.at.astimezone(zone).date()
