"""Puts a task into one person's hands, and takes it out of them again."""

from uuid import UUID

from fulfilment.use_cases.ports import FulfilmentUnit


def take_task(unit: FulfilmentUnit, task_id: UUID, actor: str, name: str) -> None:
    """Take a task; others see who has it, and leave it alone."""
    unit.tasks.save(unit.tasks.lock(task_id).taken(actor, name))
    unit.audit("task.taken", task_id, actor)


def hand_over_task(unit: FulfilmentUnit, task_id: UUID, actor: str) -> None:
    """Give a task back to everybody of its role."""
    unit.tasks.save(unit.tasks.lock(task_id).handed_over(actor))
    unit.audit("task.handed_over", task_id, actor)
