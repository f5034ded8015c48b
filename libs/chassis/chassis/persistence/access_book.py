"""The tokens that open something at this service, as rows: digests only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from chassis.access import Grant
from chassis.clock import Clock
from chassis.persistence.tables import Id, access

_KEEP = sa.text("""
WITH older AS (
    UPDATE access SET revoked_at = :now
    WHERE tenant = :tenant AND appointment_id = :appointment_id AND purpose = :purpose AND epoch < :epoch
)
INSERT INTO access (tenant, digest, appointment_id, purpose, epoch, valid_until)
VALUES (:tenant, :digest, :appointment_id, :purpose, :epoch, :valid_until)
ON CONFLICT (tenant, digest) DO UPDATE SET valid_until = excluded.valid_until
""").bindparams(sa.bindparam("appointment_id", type_=Id))


@dataclass(frozen=True)
class AccessRow:
    """A token that is known here."""

    grant: Grant
    valid_until: datetime
    revoked: bool


class AccessRows:
    """Keeps, finds and revokes access within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str, clock: Clock) -> None:
        self._connection = connection
        self._tenant = tenant
        self._clock = clock

    def keep(self, digest: str, grant: Grant, valid_until: datetime) -> None:
        """Remember a token; those of the same purpose with another epoch are revoked."""
        row = {
            "tenant": self._tenant,
            "digest": digest,
            "appointment_id": grant.appointment_id,
            "purpose": grant.purpose,
            "epoch": grant.epoch,
        }
        self._connection.execute(_KEEP, row | {"valid_until": valid_until, "now": self._clock()})

    def find(self, digest: str) -> AccessRow | None:
        """Return what a token opens, also when it does so no more, or None if it is unknown."""
        found = self._connection.execute(
            sa.select(access).where(access.c.tenant == self._tenant, access.c.digest == digest)
        ).one_or_none()
        if found is None:
            return None
        grant = Grant(found.tenant, found.appointment_id, found.purpose, found.epoch)
        return AccessRow(grant, found.valid_until, found.revoked_at is not None)

    def grant(self, appointment_id: UUID, purpose: str) -> Grant | None:
        """Return the newest grant of a purpose that still opens, so that a mail can carry its link."""
        found = self._connection.execute(
            self._open()
            .where(access.c.appointment_id == appointment_id, access.c.purpose == purpose)
            .order_by(access.c.epoch.desc())
            .limit(1)
        ).one_or_none()
        return None if found is None else Grant(found.tenant, found.appointment_id, found.purpose, found.epoch)

    def opens(self, grant: Grant) -> bool:
        """Say whether a grant still opens here."""
        row = self._connection.execute(
            self._open().where(
                access.c.appointment_id == grant.appointment_id,
                access.c.purpose == grant.purpose,
                access.c.epoch == grant.epoch,
            )
        ).first()
        return grant.tenant == self._tenant and row is not None

    def revoke(self, appointment_id: UUID) -> None:
        """Close every door of this appointment."""
        self._connection.execute(
            access.update()
            .where(
                access.c.tenant == self._tenant,
                access.c.appointment_id == appointment_id,
                access.c.revoked_at.is_(None),
            )
            .values(revoked_at=self._clock())
        )

    def _open(self) -> sa.Select[tuple[object, ...]]:
        return sa.select(access).where(
            access.c.tenant == self._tenant, access.c.revoked_at.is_(None), access.c.valid_until > self._clock()
        )
