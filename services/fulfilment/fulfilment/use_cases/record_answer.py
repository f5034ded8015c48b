"""Records what the authority has decided: heard over an interface, or read by a clerk in the Fachverfahren."""

from typing import Literal, cast
from uuid import UUID

from contracts.fulfilment import CaseCompleted, CaseDispatched
from contracts.parts import Delivery
from fulfilment.domain.case import Case
from fulfilment.domain.flow import Actor
from fulfilment.use_cases.advance_case import advance, procedure_of
from fulfilment.use_cases.end_early import ended_early
from fulfilment.use_cases.open_task import open_follow_ups, open_task
from fulfilment.use_cases.ports import FulfilmentUnit

Answer = Literal["issued", "rejected"]


def record_answer(unit: FulfilmentUnit, task_id: UUID, answer: Answer, reason: str, actor: str) -> None:
    """End the manual task with the authority's answer, which moves the case as an interface would."""
    task = unit.tasks.lock(task_id)
    unit.tasks.save(task.done(actor, reason or answer, unit.clock()))
    answered(unit, unit.cases.lock(task.case_id), answer, reason, "clerk")
    unit.audit(f"case.answer_{answer}", task.case_id, actor)


def answered(unit: FulfilmentUnit, case: Case, answer: Answer, reason: str, by: Actor) -> None:
    """Take the case to its end; a case that has ended already stays as it is."""
    if case.ended:
        return
    if answer == "rejected":
        failed = ended_early(unit, advance(unit, case, "fail", by, reason, reason="rejected_by_authority"), "fail")
        open_task(unit, failed, "rejected")  # a mail alone leaves the person with a request that went wrong
        return
    if case.state == "transmitted":
        case = advance(unit, case, "acknowledge", by)
    delivery = cast("Delivery", procedure_of(unit, case).delivery_of(case.answers))
    sent = advance(unit, case, "dispatch", by, delivery)
    appointment_id = case.appointment_id
    unit.record(
        CaseDispatched(case_id=case.id, appointment_id=appointment_id, delivery=delivery, dispatched_at=sent.changed_at)
    )
    done = advance(unit, sent, "complete", "system")
    unit.record(CaseCompleted(case_id=case.id, appointment_id=appointment_id, completed_at=done.changed_at))
    unit.tasks.drop_of(case.id, unit.clock())
    open_follow_ups(unit, done, procedure_of(unit, done))
