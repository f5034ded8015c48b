"""What identity does when it is due."""

from uuid import UUID

from chassis.jobs.due_work import DueWork
from chassis.unit import Work
from identity.use_cases.end_overdue_step import end_overdue_step
from identity.use_cases.keep_check import OVERDUE
from identity.use_cases.ports import IdentityUnit

due = DueWork()


@due.job(OVERDUE)
def overdue(work: Work[IdentityUnit], _ports: object, appointment_id: UUID) -> None:
    """End a check of which a step took too long."""
    with work() as unit:
        end_overdue_step(unit, appointment_id)
