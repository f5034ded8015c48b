"""Who is at a desk, as rows."""

from dataclasses import asdict

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
        told = asdict(clerk)
        row = insert(table).values(tenant=self._tenant, **told)
        self._connection.execute(row.on_conflict_do_update(index_elements=["tenant", "subject"], set_=told))

    def all(self) -> tuple[Clerk, ...]:
        """Return everybody who has been at a desk, by name."""
        rows = self._connection.execute(
            sa.select(table).where(table.c.tenant == self._tenant).order_by(table.c.name, table.c.subject)
        )
        # Rows of the release before have no `since`.
        return tuple(
            Clerk(row.subject, row.name, row.presence, row.seen_at, row.since or row.seen_at, row.office)
            for row in rows
        )
