"""Timers that run, as rows; when they fire is due work of the same id."""

from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from fulfilment.adapters.tables import timer


class TimerRows:
    """The timers of one tenant's cases."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def start(self, case_id: UUID, name: str) -> UUID:
        """Start a timer and return its id, which follows from the case and the name."""
        identity = uuid5(case_id, name)
        row = insert(timer).values(tenant=self._tenant, id=identity, case_id=case_id, name=name)
        self._connection.execute(row.on_conflict_do_nothing())
        return identity

    def stop(self, case_id: UUID, name: str) -> UUID:
        """Forget a timer and return its id."""
        identity = uuid5(case_id, name)
        self._connection.execute(timer.delete().where(self._mine(identity)))
        return identity

    def find(self, timer_id: UUID) -> tuple[UUID, str] | None:
        """Return the case and the name of a timer that runs."""
        query = sa.select(timer.c.case_id, timer.c.name).where(self._mine(timer_id))
        row = self._connection.execute(query).one_or_none()
        return None if row is None else (row.case_id, row.name)

    def _mine(self, timer_id: UUID) -> sa.ColumnElement[bool]:
        return sa.and_(timer.c.tenant == self._tenant, timer.c.id == timer_id)
