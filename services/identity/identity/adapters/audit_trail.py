"""The audit of one town: the house's chain of rows, with details that are bound to them by commitments."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.persistence.audit import first_broken
from chassis.persistence.tables import audit
from identity.adapters.tables import audit_detail
from identity.domain.audit import Noted, Verdict
from identity.domain.commitment import SALT_BYTES, committed_id

_MOST = 500


class AuditTrail:
    """Keeps details, reads the audit and verifies it."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def commit(self, subject: UUID, details: Mapping[str, Any], now: datetime) -> UUID:
        """Keep details and return the id of the row that commits to them."""
        salt = secrets.token_bytes(SALT_BYTES)
        identity = committed_id(salt, details)
        self._connection.execute(
            audit_detail.insert().values(
                tenant=self._tenant, id=identity, subject=subject, salt=salt, details=dict(details), noted_at=now
            )
        )
        return identity

    def verify(self) -> Verdict:
        """Follow the whole chain; details that are still there have to be those that were committed to."""
        rows = self._connection.execute(
            sa.select(sa.func.count()).select_from(audit).where(audit.c.tenant == self._tenant)
        ).scalar_one()
        broken = first_broken(self._connection, self._tenant)
        return Verdict(rows, self._head(), broken, self._exchanged())

    def find(self, *, subject: UUID | None, actor: str, since: datetime, until: datetime) -> list[Noted]:
        """Return what was noted about a check or by somebody in this time, newest first."""
        wanted = self._read().where(audit.c.at >= since, audit.c.at < until)
        if subject is not None:
            wanted = wanted.where(audit.c.subject == subject)
        if actor:
            wanted = wanted.where(audit.c.actor == actor)
        rows = self._connection.execute(wanted.order_by(audit.c.position.desc()).limit(_MOST))
        return [Noted(row.at, row.actor, row.action, row.subject, row.details or {}) for row in rows]

    def forget(self, subject: UUID) -> None:
        """Erase the details about a check; its rows stay and still verify."""
        self._connection.execute(
            audit_detail.delete().where(audit_detail.c.tenant == self._tenant, audit_detail.c.subject == subject)
        )

    def _head(self) -> str:
        newest = sa.select(audit.c.digest).where(audit.c.tenant == self._tenant, audit.c.digest.is_not(None))
        return str(self._connection.execute(newest.order_by(audit.c.position.desc()).limit(1)).scalar() or "")

    def _exchanged(self) -> int:
        """Count details that are not what their row commits to."""
        rows = self._connection.execute(
            sa.select(audit_detail).where(audit_detail.c.tenant == self._tenant).execution_options(yield_per=1000)
        )
        return sum(committed_id(bytes(row.salt), row.details) != row.id for row in rows)

    def _read(self) -> sa.Select[Any]:
        beside = sa.and_(audit_detail.c.tenant == audit.c.tenant, audit_detail.c.id == audit.c.id)
        return (
            sa.select(audit, audit_detail.c.details)
            .select_from(audit.outerjoin(audit_detail, beside))
            .where(audit.c.tenant == self._tenant)
        )
