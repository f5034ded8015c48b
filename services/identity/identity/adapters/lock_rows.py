"""Tasks that follow locked questions as rows of one town."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from identity.adapters.tables import checks, lock_task
from identity.domain.lock import LockedBy, LockTask

SHOWN = 200


class LockRows:
    """Keeps a task until it is done and its time is over; names stay with the check."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def open(self, appointment_id: UUID, reasons: tuple[LockedBy, ...], now: datetime) -> None:
        """Open a task; one that was done is opened again."""
        told = {"reasons": [reason.value for reason in reasons], "opened_at": now, "done_at": None}
        row = insert(lock_task).values(tenant=self._tenant, appointment_id=appointment_id, **told)
        self._connection.execute(row.on_conflict_do_update(index_elements=["tenant", "appointment_id"], set_=told))

    def open_tasks(self) -> list[LockTask]:
        """Return what is to be done, oldest first."""
        same = (checks.c.tenant == lock_task.c.tenant) & (checks.c.appointment_id == lock_task.c.appointment_id)
        rows = self._connection.execute(
            sa.select(lock_task, checks)
            .join(checks, same)
            .where(lock_task.c.tenant == self._tenant, lock_task.c.done_at.is_(None))
            .order_by(lock_task.c.opened_at)
            .limit(SHOWN)
        )
        return [
            LockTask(
                row.appointment_id,
                row.id,
                tuple(LockedBy(reason) for reason in row.reasons),
                row.opened_at,
                row.booked_given_names,
                row.booked_family_name,
                row.clerk or "",
            )
            for row in rows
        ]

    def finish(self, appointment_id: UUID, now: datetime) -> bool:
        """Mark a task as done, and say whether it was open."""
        task = lock_task.c
        open_one = (task.tenant == self._tenant, task.appointment_id == appointment_id, task.done_at.is_(None))
        return bool(self._connection.execute(lock_task.update().where(*open_one).values(done_at=now)).rowcount)
