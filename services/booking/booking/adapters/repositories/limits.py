"""Counters of requests in PostgreSQL, so that all processes of the service share them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from booking.adapters.tables import request_count
from booking.domain.limit import Limit, subject_of


class LimitRows:
    """The counters of one tenant: one row for each subject whose window runs."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def allows(self, limit: Limit, value: str, now: datetime) -> bool:
        """Count one request and tell whether it is within the limit; rivals wait for each other at the row."""
        self._forget(limit, now)
        count = request_count.c
        row = insert(request_count).values(
            tenant=self._tenant, kind=limit.kind, subject=subject_of(value), since=now, requests=1
        )
        over = count.since <= now - limit.window
        counted = row.on_conflict_do_update(
            index_elements=["tenant", "kind", "subject"],
            set_={
                "since": sa.case((over, row.excluded.since), else_=count.since),
                "requests": sa.case((over, 1), else_=count.requests + 1),
            },
        )
        requests: int = self._connection.execute(counted.returning(count.requests)).scalar_one()
        return requests <= limit.most

    def _forget(self, limit: Limit, now: datetime) -> None:
        """Drop what is over; rows that somebody else just counts are left to them."""
        mine = sa.and_(
            request_count.c.tenant == self._tenant,
            request_count.c.kind == limit.kind,
            request_count.c.since <= now - limit.window,
        )
        over = sa.select(request_count.c.subject).where(mine).with_for_update(skip_locked=True)
        self._connection.execute(request_count.delete().where(mine, request_count.c.subject.in_(over)))
