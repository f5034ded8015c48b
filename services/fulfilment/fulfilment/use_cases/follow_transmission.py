"""Asks the authority where a request stands, less and less often, until it has decided."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from chassis.unit import Work
from contracts.fulfilment import CaseCompleted, CaseDispatched
from contracts.parts import Delivery
from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import FOLLOW, advance, procedure_of
from fulfilment.use_cases.ports import FulfilmentUnit, Outside, RegisterAnswer, RegisterUnreachable
from fulfilment.use_cases.reject_identity import fail
from fulfilment.use_cases.transmission import message_id, request_of

FIRST_LOOK = timedelta(seconds=2)
SELDOM = timedelta(hours=6)
WITH_THE_AUTHORITY = ("transmitted", "acknowledged")


def follow_transmission(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Ask outside any transaction; a request that was lost on the way is sent again as the same message."""
    with work() as unit:
        case = unit.cases.get(case_id)
        if case.state not in WITH_THE_AUTHORITY:
            return
        request = request_of(unit, case)
    try:
        answer = outside.register.ask(message_id(case_id))
        if answer.state == "lost":
            outside.register.submit(request)
    except RegisterUnreachable:
        answer = RegisterAnswer("waiting")
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state in WITH_THE_AUTHORITY:
            _follow(unit, case, answer)


def next_look(since: datetime, now: datetime) -> datetime:
    """Return when to ask again: after half of the time that has passed, at most some hours (capped back-off)."""
    return now + min(max(FIRST_LOOK, (now - since) / 2), SELDOM)


def _follow(unit: FulfilmentUnit, case: Case, answer: RegisterAnswer) -> None:
    if answer.state == "rejected":
        fail(unit, case, "rejected_by_authority", answer.reason)
        return
    since = case.changed_at
    if answer.state in ("acknowledged", "issued") and case.state == "transmitted":
        case = advance(unit, case, "acknowledge", "authority")
    if answer.state == "issued":
        _complete(unit, case)
    else:
        unit.schedule(FOLLOW, case.id, next_look(since, unit.clock()))


def _complete(unit: FulfilmentUnit, case: Case) -> None:
    """The authority sends the result itself, so its word ends the case here."""
    delivery = cast("Delivery", procedure_of(unit, case).delivery_of(case.answers))
    sent = advance(unit, case, "dispatch", "authority", delivery)
    unit.record(
        CaseDispatched(
            case_id=case.id, appointment_id=case.appointment_id, delivery=delivery, dispatched_at=sent.changed_at
        )
    )
    done = advance(unit, sent, "complete", "system")
    unit.record(CaseCompleted(case_id=case.id, appointment_id=case.appointment_id, completed_at=done.changed_at))
