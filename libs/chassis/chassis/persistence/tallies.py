"""Counters of requests in PostgreSQL, so that all processes of a service share them and a restart forgets none."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.clock import Clock
from chassis.limits import Limit, subject_of
from chassis.persistence.tables import request_tally

_FORGOTTEN_AT_ONCE = 100


class TallyRows:
    """The counters of one tenant: one row for each subject whose window runs."""

    def __init__(self, connection: sa.Connection, tenant: str, clock: Clock) -> None:
        self._connection = connection
        self._tenant = tenant
        self._clock = clock

    def allows(self, limit: Limit, value: str) -> bool:
        """Count one request and tell whether it is within the limit; rivals wait for each other at the row."""
        self._forget(limit)
        tally, now = request_tally.c, self._clock()
        row = insert(request_tally).values(
            tenant=self._tenant, kind=limit.kind, subject=subject_of(value), since=now, requests=1
        )
        over = tally.since <= now - limit.window
        counted = row.on_conflict_do_update(
            index_elements=["tenant", "kind", "subject"],
            set_={
                "since": sa.case((over, row.excluded.since), else_=tally.since),
                "requests": sa.case((over, 1), else_=tally.requests + 1),
            },
        )
        requests: int = self._connection.execute(counted.returning(tally.requests)).scalar_one()
        return requests <= limit.most

    def _forget(self, limit: Limit) -> None:
        """Drop some of what is over; rows that somebody else just counts are left to them."""
        mine = sa.and_(
            request_tally.c.tenant == self._tenant,
            request_tally.c.kind == limit.kind,
            request_tally.c.since <= self._clock() - limit.window,
        )
        over = (
            sa.select(request_tally.c.subject).where(mine).limit(_FORGOTTEN_AT_ONCE).with_for_update(skip_locked=True)
        )
        self._connection.execute(request_tally.delete().where(mine, request_tally.c.subject.in_(over)))
