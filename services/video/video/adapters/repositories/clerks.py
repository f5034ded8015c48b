"""Who is at a desk, as rows."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from video.adapters.tables import clerk as table
from video.domain.clerk import Clerk


class ClerkRows:
    """Keeps the presence of staff within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def put(self, clerk: Clerk) -> None:
        """Keep what a clerk's page says now."""
        told = {"name": clerk.name, "presence": clerk.presence, "seen_at": clerk.seen_at}
        row = insert(table).values(tenant=self._tenant, subject=clerk.subject, **told)
        self._connection.execute(row.on_conflict_do_update(index_elements=["tenant", "subject"], set_=told))

    def all(self) -> tuple[Clerk, ...]:
        """Return everybody who has been at a desk, by name."""
        rows = self._connection.execute(
            sa.select(table).where(table.c.tenant == self._tenant).order_by(table.c.name, table.c.subject)
        )
        return tuple(Clerk(row.subject, row.name, row.presence, row.seen_at) for row in rows)
