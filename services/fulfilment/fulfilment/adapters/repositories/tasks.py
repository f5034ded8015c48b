"""What people have to do, as rows."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from fulfilment.adapters.repositories.cases import case_of
from fulfilment.adapters.tables import cases, procedure_version, task
from fulfilment.domain.case import Case
from fulfilment.domain.errors import TaskUnknown
from fulfilment.domain.flow import Role
from fulfilment.domain.task import Task

_FIELDS = tuple(field.name for field in fields(Task))
_told = sa.func.jsonb_array_elements(procedure_version.c.definition["follow_ups"]).table_valued("value").lateral("told")
_follow_up = sa.cast(_told.c.value, JSONB)
_HAS_LETTER = sa.exists().where(
    cases.c.tenant == task.c.tenant,
    cases.c.id == task.c.case_id,
    procedure_version.c.tenant == cases.c.tenant,
    procedure_version.c.procedure == cases.c.procedure,
    procedure_version.c.version == cases.c.version,
    _follow_up["label"].astext == task.c.label,
    _follow_up["letter"].astext != "",
)
"""Whether the version that the case follows has a letter for this task."""


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
        return self._with_cases(self._waiting(roles).limit(limit))

    def with_letters(self, roles: Iterable[Role], actor: str, limit: int) -> tuple[tuple[Task, Case], ...]:
        """Return those of them that a letter goes with, but for what is in somebody else's hands."""
        free = sa.or_(task.c.taken_by.is_(None), task.c.taken_by == actor)
        return self._with_cases(self._waiting(roles).where(task.c.kind == "follow_up", free, _HAS_LETTER).limit(limit))

    def _waiting(self, roles: Iterable[Role]) -> sa.Select[Any]:
        mine = self._mine().where(task.c.done_at.is_(None), task.c.role.in_(list(roles)))
        return mine.order_by(task.c.due_on, task.c.opened_at)

    def _with_cases(self, query: sa.Select[Any]) -> tuple[tuple[Task, Case], ...]:
        tasks = [_task(row) for row in self._connection.execute(query)]
        wanted = sa.and_(cases.c.tenant == self._tenant, cases.c.id.in_({one.case_id for one in tasks}))
        found = {row.id: case_of(row) for row in self._connection.execute(sa.select(cases).where(wanted))}
        return tuple((one, found[one.case_id]) for one in tasks)

    def _mine(self) -> sa.Select[Any]:
        return sa.select(task).where(task.c.tenant == self._tenant)


def _task(row: sa.Row[Any]) -> Task:
    return Task(**{name: getattr(row, name) for name in _FIELDS})
