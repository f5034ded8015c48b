"""Invited guests as rows."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from video.adapters.tables import guest as table
from video.domain.guest import Guest, GuestState


class GuestRows:
    """Keeps invitations within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def put(self, guest: Guest) -> None:
        """Insert or replace an invitation."""
        told = {"kind": guest.kind, "name": guest.name, "state": guest.state}
        row = insert(table).values(
            tenant=self._tenant, id=guest.id, consultation_id=guest.consultation_id, invited_at=sa.func.now(), **told
        )
        self._connection.execute(row.on_conflict_do_update(index_elements=["tenant", "id"], set_=told))

    def get(self, guest_id: UUID) -> Guest | None:
        """Return one invitation."""
        row = self._connection.execute(self._all().where(table.c.id == guest_id)).one_or_none()
        return None if row is None else _read(row)

    def of(self, consultation_id: UUID) -> tuple[Guest, ...]:
        """Return the invitations of a consultation, the oldest first."""
        wanted = self._all().where(table.c.consultation_id == consultation_id)
        return tuple(_read(row) for row in self._connection.execute(wanted.order_by(table.c.invited_at, table.c.id)))

    def _all(self) -> sa.Select[Any]:
        return sa.select(table).where(table.c.tenant == self._tenant)


def _read(row: sa.Row[Any]) -> Guest:
    return Guest(row.id, row.consultation_id, row.kind, row.name, GuestState(row.state))
