"""Mails that came back, in PostgreSQL; each method is one statement."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from booking.adapters.bounce_table import bounce
from booking.domain.bounce import Bounce
from chassis.persistence.tables import mail


class BounceRows:
    """The returned mails of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def recipient(self, mail_id: UUID) -> str | None:
        """Return to whom a mail of ours went; nobody else knows its id."""
        mine = sa.and_(mail.c.tenant == self._tenant, mail.c.id == mail_id)
        found: str | None = self._connection.execute(sa.select(mail.c.recipient).where(mine)).scalar_one_or_none()
        return found

    def note(self, one: Bounce) -> None:
        """Store it as open; a later mail that comes back opens the same task again."""
        told = {"mail": one.mail, "status": one.status, "noted_at": one.noted_at, "done_at": None}
        row = insert(bounce).values(tenant=self._tenant, appointment_id=one.appointment_id, **told)
        again = row.on_conflict_do_update(
            index_elements=["tenant", "appointment_id"], set_=told, where=bounce.c.mail != one.mail
        )
        self._connection.execute(again)

    def open(self) -> tuple[Bounce, ...]:
        """Return what nobody has looked after, the oldest first."""
        waits = sa.and_(bounce.c.tenant == self._tenant, bounce.c.done_at.is_(None))
        rows = self._connection.execute(sa.select(bounce).where(waits).order_by(bounce.c.noted_at))
        return tuple(
            Bounce(mail=row.mail, appointment_id=row.appointment_id, status=row.status, noted_at=row.noted_at)
            for row in rows
        )

    def close(self, appointment_id: UUID, now: datetime) -> bool:
        """Note that somebody has looked after it; False if there was nothing open."""
        mine = sa.and_(
            bounce.c.tenant == self._tenant, bounce.c.appointment_id == appointment_id, bounce.c.done_at.is_(None)
        )
        return self._connection.execute(bounce.update().where(mine).values(done_at=now)).rowcount > 0
