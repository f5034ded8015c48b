"""Wishes to get lost links again, kept for the moments until they are answered."""

from uuid import UUID

import sqlalchemy as sa

from booking.adapters.tables import link_request


class LinkRequestRows:
    """The wishes of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def keep(self, request_id: UUID, address: str) -> None:
        """Store a wish."""
        self._connection.execute(link_request.insert().values(tenant=self._tenant, id=request_id, address=address))

    def take(self, request_id: UUID) -> str | None:
        """Return the address of a wish and forget it."""
        mine = sa.and_(link_request.c.tenant == self._tenant, link_request.c.id == request_id)
        taken = link_request.delete().where(mine).returning(link_request.c.address)
        address: str | None = self._connection.execute(taken).scalar_one_or_none()
        return address
