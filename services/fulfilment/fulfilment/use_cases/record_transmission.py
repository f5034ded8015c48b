"""Records that a request is with its authority: told by an interface, or by the clerk who entered it there."""

from dataclasses import replace
from uuid import UUID

from contracts.fulfilment import CaseTransmitted
from fulfilment.domain.case import Case
from fulfilment.domain.flow import Actor
from fulfilment.use_cases.advance_case import FOLLOW, advance, procedure_of
from fulfilment.use_cases.back_off import FIRST_LOOK
from fulfilment.use_cases.open_task import open_task
from fulfilment.use_cases.ports import FulfilmentUnit


def record_transmission(unit: FulfilmentUnit, task_id: UUID, number: str, actor: str) -> None:
    """End the manual task with the number that the Fachverfahren gave."""
    task = unit.tasks.lock(task_id)
    unit.tasks.save(task.done(actor, number, unit.clock()))
    transmitted(unit, unit.cases.lock(task.case_id), number, "clerk")
    unit.audit("case.transmitted", task.case_id, actor)


def transmitted(unit: FulfilmentUnit, case: Case, reference: str, by: Actor) -> None:
    """Take the case past the pivot; an interface is asked for the answer, else a person records it."""
    plan = procedure_of(unit, case).register_plan
    if plan is None:
        raise LookupError(f"case {case.id} has no authority to go to")
    sent = advance(unit, replace(case, sending_since=None), "transmit", by, reference, reference=reference)
    unit.record(
        CaseTransmitted(
            case_id=case.id,
            appointment_id=case.appointment_id,
            authority=plan.authority,
            reference=reference,
            transmitted_at=sent.changed_at,
        )
    )
    if plan.way == "http":
        unit.schedule(FOLLOW, case.id, sent.changed_at + FIRST_LOOK)
    else:
        open_task(unit, sent, "record_answer")
