"""Open a task for the supervisor when security questions lock, and note when somebody has done it.

It stands in place of a letter, since identity knows no postal address (docs/adr/0005).
"""

from uuid import UUID

from identity.domain.check import Check
from identity.domain.lock import LockedBy, LockTask
from identity.use_cases.ports import IdentityUnit


def open_lock_task(unit: IdentityUnit, check: Check, reasons: tuple[LockedBy, ...], actor: str) -> None:
    """Open the task and note by what the questions were locked."""
    unit.locks.open(check.appointment_id, reasons, unit.clock())
    unit.note("questions.locked", check.id, actor, reasons=[reason.value for reason in reasons])


def lock_tasks(unit: IdentityUnit) -> list[LockTask]:
    """Return what is to be done, oldest first."""
    return unit.locks.open_tasks()


def finish_lock_task(unit: IdentityUnit, appointment_id: UUID, actor: str) -> bool:
    """Note that the person was told; False where somebody did so already."""
    check = unit.checks.of_appointment(appointment_id)
    if check is None or not unit.locks.finish(appointment_id, unit.clock()):
        return False
    unit.note("questions.lock-handled", check.id, actor)
    return True
