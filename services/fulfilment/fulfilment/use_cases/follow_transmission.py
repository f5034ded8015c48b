"""Asks the authority where a request stands, less and less often, until it answers."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID, uuid5

from chassis.unit import Work
from contracts.fulfilment import CaseCompleted, CaseDispatched
from contracts.parts import Delivery

from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import FOLLOW, advance, procedure_of
from fulfilment.use_cases.ports import FulfilmentUnit, Outside, RegisterAnswer, RegisterUnreachable
from fulfilment.use_cases.reject_identity import fail

FIRST_LOOK = timedelta(seconds=2)
SELDOM = timedelta(hours=6)


def follow_transmission(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Ask outside any transaction; acknowledged completes the case, rejected fails it, silence asks again."""
    with work() as unit:
        if unit.cases.get(case_id).state != "transmitted":
            return
    try:
        answer = outside.register.ask(uuid5(case_id, "register"))
    except RegisterUnreachable:
        answer = RegisterAnswer("waiting")
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state == "transmitted":
            _follow(unit, case, answer)


def next_look(transmitted_at: datetime, now: datetime) -> datetime:
    """Return when to ask again: after half of the time that has passed, at most some hours (capped back-off)."""
    return now + min(max(FIRST_LOOK, (now - transmitted_at) / 2), SELDOM)


def _follow(unit: FulfilmentUnit, case: Case, answer: RegisterAnswer) -> None:
    if answer.state == "waiting":
        unit.schedule(FOLLOW, case.id, next_look(case.changed_at, unit.clock()))
    elif answer.state == "rejected":
        fail(unit, case, "rejected_by_authority", answer.reason)
    else:
        _complete(unit, case)


def _complete(unit: FulfilmentUnit, case: Case) -> None:
    """The authority sends the result itself, so its word ends the case here."""
    delivery = cast(Delivery, procedure_of(unit, case).delivery_of(case.answers))
    taken = advance(unit, case, "acknowledge", "authority")
    sent = advance(unit, taken, "dispatch", "authority", delivery)
    ids = {"case_id": case.id, "appointment_id": case.appointment_id}
    unit.record(CaseDispatched(**ids, delivery=delivery, dispatched_at=sent.changed_at))
    done = advance(unit, sent, "complete", "system")
    unit.record(CaseCompleted(**ids, completed_at=done.changed_at))
