"""Ends a task that moves no case: something was looked after, and the note says how."""

from uuid import UUID

from fulfilment.use_cases.advance_case import note
from fulfilment.use_cases.ports import FulfilmentUnit


def finish_task(unit: FulfilmentUnit, task_id: UUID, outcome: str, actor: str) -> None:
    """Keep the outcome with the task, and in the case's history that it was done."""
    task = unit.tasks.lock(task_id)
    unit.tasks.save(task.done(actor, outcome, unit.clock()))
    note(unit, unit.cases.get(task.case_id), "look_after", "clerk", task.label or task.kind)
    unit.audit("task.done", task_id, actor)
