"""Ends a case before its aim: withdrawn or failed; billing gives the money back, the citizen is told once."""

from typing import Literal

from contracts.fulfilment import CaseFailed, CaseWithdrawn
from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import ISSUE, TRANSMIT, advance
from fulfilment.use_cases.ports import FulfilmentUnit


def end_early(
    unit: FulfilmentUnit, case: Case, event: Literal["withdraw", "fail"], reason: str, *, detail: str = ""
) -> Case:
    """Take the step as the system, drop the work that waits, and say so."""
    ended = advance(unit, case, event, "system", detail or reason, reason=reason)
    return ended_early(unit, ended, event)


def ended_early(unit: FulfilmentUnit, ended: Case, event: Literal["withdraw", "fail"]) -> Case:
    """Do what follows, whoever took the step."""
    unit.unschedule(ISSUE, ended.id)
    unit.unschedule(TRANSMIT, ended.id)
    case_id, appointment_id = ended.id, ended.appointment_id
    reason, at = ended.reason or event, ended.changed_at
    if event == "withdraw":
        unit.record(CaseWithdrawn(case_id=case_id, appointment_id=appointment_id, reason=reason, withdrawn_at=at))
    else:
        unit.record(CaseFailed(case_id=case_id, appointment_id=appointment_id, reason=reason, failed_at=at))
    unit.tasks.drop_of(ended.id, unit.clock())
    return ended
