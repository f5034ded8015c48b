"""Ends a case of advice, which delivers nothing."""

from uuid import UUID

from contracts.fulfilment import CaseCompleted
from fulfilment.use_cases.advance_case import advance
from fulfilment.use_cases.ports import FulfilmentUnit


def complete_advice(unit: FulfilmentUnit, case_id: UUID, actor: str) -> None:
    """Record that the advice was given."""
    case = advance(unit, unit.cases.lock(case_id), "advise", "clerk")
    unit.record(CaseCompleted(case_id=case.id, appointment_id=case.appointment_id, completed_at=case.changed_at))
    unit.audit("case.advised", case.id, actor)
