"""What people have to do, as rows."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from fulfilment.adapters.repositories.cases import case_of
from fulfilment.adapters.tables import cases, task
from fulfilment.domain.case import Case
from fulfilment.domain.errors import TaskUnknown
from fulfilment.domain.flow import Role
from fulfilment.domain.task import Task

_FIELDS = tuple(field.name for field in fields(Task))


class TaskRows:
    """The tasks of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, opened: Task) -> None:
        """Add a task."""
        self._connection.execute(task.insert().values(tenant=self._tenant, **asdict(opened)))

    def save(self, changed: Task) -> None:
        """Save a task's changes."""
        mine = sa.and_(task.c.tenant == self._tenant, task.c.id == changed.id)
        self._connection.execute(task.update().where(mine).values(**asdict(changed)))

    def lock(self, task_id: UUID) -> Task:
        """Return a task that nobody else changes until the transaction ends."""
        row = self._connection.execute(self._mine().where(task.c.id == task_id).with_for_update()).one_or_none()
        if row is None:
            raise TaskUnknown(str(task_id))
        return _task(row)

    def open_of(self, case_id: UUID) -> tuple[Task, ...]:
        """Return what is to do about a case, the oldest first."""
        query = self._mine().where(task.c.case_id == case_id, task.c.done_at.is_(None)).order_by(task.c.opened_at)
        return tuple(_task(row) for row in self._connection.execute(query))

    def drop_of(self, case_id: UUID, now: datetime) -> None:
        """End every open task of a case that needs nothing any more."""
        mine = sa.and_(task.c.tenant == self._tenant, task.c.case_id == case_id, task.c.done_at.is_(None))
        self._connection.execute(task.update().where(mine).values(done_at=now, done_by="system"))

    def waiting(self, roles: Iterable[Role], limit: int) -> tuple[tuple[Task, Case], ...]:
        """Return what these roles have to do with its cases, the most urgent first."""
        mine = sa.and_(task.c.tenant == self._tenant, task.c.done_at.is_(None), task.c.role.in_(list(roles)))
        order = (task.c.due_on, task.c.opened_at)
        tasks = [
            _task(row) for row in self._connection.execute(sa.select(task).where(mine).order_by(*order).limit(limit))
        ]
        wanted = sa.and_(cases.c.tenant == self._tenant, cases.c.id.in_({one.case_id for one in tasks}))
        found = {row.id: case_of(row) for row in self._connection.execute(sa.select(cases).where(wanted))}
        return tuple((one, found[one.case_id]) for one in tasks)

    def _mine(self) -> sa.Select[Any]:
        return sa.select(task).where(task.c.tenant == self._tenant)


def _task(row: sa.Row[Any]) -> Task:
    return Task(**{name: getattr(row, name) for name in _FIELDS})
