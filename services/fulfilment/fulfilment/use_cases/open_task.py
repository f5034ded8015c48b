"""Lays something before the people of the back office, with a day by which it has to be done."""

from uuid import uuid4

from fulfilment.domain.case import Case
from fulfilment.domain.flow import Role, TaskKind
from fulfilment.domain.section import Procedure
from fulfilment.domain.task import Task
from fulfilment.domain.working_days import working_days_after
from fulfilment.use_cases.ports import FulfilmentUnit

DAYS: dict[TaskKind, int] = {
    "record_in_register": 1,
    "record_answer": 10,
    "returned_mail": 3,
    "refused_letter": 1,
    "follow_up": 3,
}
"""Working days that a task may take; every other kind has two."""
USUAL_DAYS = 2


def open_follow_ups(unit: FulfilmentUnit, case: Case, procedure: Procedure) -> None:
    """Open what people still do once the case has reached its aim."""
    for one in procedure.follow_ups:
        if one.is_due(case.answers):
            open_task(unit, case, "follow_up", one.label, one.role)


def open_task(unit: FulfilmentUnit, case: Case, kind: TaskKind, label: str = "", role: Role = "clerk") -> None:
    """Open a task, unless the same one waits already."""
    waiting = (task for task in unit.tasks.open_of(case.id) if (task.kind, task.label) == (kind, label))
    if next(waiting, None) is not None:
        return
    now = unit.clock()
    due = working_days_after(now.astimezone(unit.tenant.zone).date(), DAYS.get(kind, USUAL_DAYS), unit.tenant.land)
    unit.tasks.add(Task(uuid4(), case.id, kind, label, role, now, due))
