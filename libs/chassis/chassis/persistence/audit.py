"""The audit trail: append-only by grant, and chained by digest so that a change behind the service's back shows.

Each row's digest covers the row and the digest before it, per town. Rows hold ids only, so the chain still verifies
after a person was erased. Rows are written last in their transaction: the lock that keeps their order is held for
moments, and never while waiting for another row.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from chassis.persistence.tables import audit

CHAIN = 0xA0D17
_START = ""


@dataclass(frozen=True)
class Deed:
    """Who did what to whom: ids only."""

    id: UUID
    at: datetime
    actor: str
    action: str
    subject: UUID

    def chained(self, tenant: str, before: str) -> str:
        """Return the digest of this row after the one before it."""
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        told = (before, tenant, str(self.id), moment, self.actor, self.action, str(self.subject))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


def deed(at: datetime, actor: str, action: str, subject: UUID) -> Deed:
    """Return a new row of the trail."""
    return Deed(uuid4(), at, actor, action, subject)


def append(connection: sa.Connection, tenant: str, deeds: Iterable[Deed]) -> None:
    """Write rows at the end of the town's chain; rivals of the same town take turns until they commit."""
    if not (told := list(deeds)):
        return
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(CHAIN, sa.func.hashtext(tenant))))
    newest = sa.select(audit.c.digest).where(audit.c.tenant == tenant, audit.c.digest.is_not(None))
    before: str = connection.execute(newest.order_by(audit.c.position.desc()).limit(1)).scalar() or _START
    for each in told:
        before = each.chained(tenant, before)
        connection.execute(
            audit.insert().values(
                tenant=tenant,
                id=each.id,
                at=each.at,
                actor=each.actor,
                action=each.action,
                subject=each.subject,
                digest=before,
            )
        )


def first_broken(connection: sa.Connection, tenant: str) -> int | None:
    """Return the position of the first row that does not follow from the one before it; None if the chain holds."""
    rows = sa.select(audit).where(audit.c.tenant == tenant, audit.c.digest.is_not(None)).order_by(audit.c.position)
    before = _START
    for row in connection.execute(rows.execution_options(yield_per=1000)):
        before = Deed(row.id, row.at, row.actor, row.action, row.subject).chained(tenant, before)
        if before != row.digest:
            return int(row.position)
    return None
