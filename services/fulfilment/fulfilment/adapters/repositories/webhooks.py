"""Messages to a town's own program, as rows."""

from collections import Counter
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from fulfilment.adapters.tables import webhook_delivery as table
from fulfilment.domain.webhook import Delivery

_COLUMNS = tuple(table.c[field.name] for field in fields(Delivery))


class WebhookRows:
    """The messages of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, delivery: Delivery) -> None:
        """Insert a new one."""
        self._connection.execute(table.insert().values(tenant=self._tenant, **asdict(delivery)))

    def save(self, delivery: Delivery) -> None:
        """Write all of it back."""
        mine = sa.and_(table.c.tenant == self._tenant, table.c.id == delivery.id)
        self._connection.execute(table.update().where(mine).values(**asdict(delivery)))

    def find(self, delivery_id: UUID) -> Delivery | None:
        """Return one and hold its row until the transaction ends."""
        found = self._read(self._all().where(table.c.id == delivery_id).with_for_update())
        return found[0] if found else None

    def newest(self, limit: int) -> tuple[Delivery, ...]:
        """Return the last ones, the newest first."""
        return self._read(self._all().order_by(table.c.created_at.desc(), table.c.id).limit(limit))

    def failed(self, endpoint: str) -> tuple[Delivery, ...]:
        """Return what an endpoint did not take, the oldest first."""
        given_up = self._all().where(table.c.endpoint == endpoint, table.c.state == "failed")
        return self._read(given_up.order_by(table.c.created_at, table.c.id))

    def counts(self) -> Counter[tuple[str, str]]:
        """Return how many messages stand where, by endpoint and state."""
        query = sa.select(table.c.endpoint, table.c.state, sa.func.count()).where(table.c.tenant == self._tenant)
        rows = self._connection.execute(query.group_by(table.c.endpoint, table.c.state))
        return Counter({(endpoint, state): count for endpoint, state, count in rows})

    def failed_since(self, endpoint: str, moment: datetime, *, but: UUID) -> bool:
        """Say whether the last attempt of another message at this endpoint was after `moment` and in vain."""
        last = (
            sa.select(table.c.state, table.c.tried_at)
            .where(table.c.tenant == self._tenant, table.c.endpoint == endpoint)
            .where(table.c.tried_at > moment, table.c.id != but)
            .order_by(table.c.tried_at.desc())
            .limit(1)
        )
        row = self._connection.execute(last).one_or_none()
        return row is not None and row.state != "delivered"

    def _all(self) -> sa.Select[Any]:
        return sa.select(*_COLUMNS).where(table.c.tenant == self._tenant)

    def _read(self, query: sa.Select[Any]) -> tuple[Delivery, ...]:
        return tuple(Delivery(**row._mapping) for row in self._connection.execute(query))  # noqa: SLF001 - SQLAlchemy's own name for it
