"""Withdraws one case because the citizen says so, as long as nothing has left the house."""

from uuid import UUID

from fulfilment.use_cases.advance_case import advance
from fulfilment.use_cases.end_early import ended_early
from fulfilment.use_cases.ports import FulfilmentUnit

BY_CITIZEN = "citizen"


def withdraw_case(unit: FulfilmentUnit, case_id: UUID) -> None:
    """End the case; billing gives back what was paid.

    Raises:
        PastThePivot: when the request is with the authority or the certificate is made.
    """
    case = unit.cases.lock(case_id)
    if case.state == "withdrawn":
        return
    ended_early(unit, advance(unit, case, "withdraw", "citizen", BY_CITIZEN, reason=BY_CITIZEN), "withdraw")
