"""Counters of requests in PostgreSQL, so that all processes of a service share them and a restart forgets none."""

import sqlalchemy as sa

from chassis.clock import Clock
from chassis.limits import Limit, subject_of
from chassis.persistence.statements import insertion
from chassis.persistence.tables import request_tally

_FORGOTTEN_AT_ONCE = 100

_COUNT = insertion(
    request_tally,
    ("kind", "subject", "since", "requests"),
    more="ON CONFLICT (tenant, kind, subject) DO UPDATE SET"
    " since = CASE WHEN request_tally.since <= :over THEN excluded.since ELSE request_tally.since END,"
    " requests = CASE WHEN request_tally.since <= :over THEN 1 ELSE request_tally.requests + 1 END RETURNING requests",
)
# Rows that somebody else just counts are left to them.
_FORGET = sa.text("""
DELETE FROM request_tally WHERE tenant = :tenant AND kind = :kind AND since <= :over AND subject IN (
    SELECT subject FROM request_tally WHERE tenant = :tenant AND kind = :kind AND since <= :over
    LIMIT :most FOR UPDATE SKIP LOCKED)
""")


class TallyRows:
    """The counters of one tenant: one row for each subject whose window runs."""

    def __init__(self, connection: sa.Connection, tenant: str, clock: Clock) -> None:
        self._connection = connection
        self._tenant = tenant
        self._clock = clock

    def allows(self, limit: Limit, value: str) -> bool:
        """Count one request and tell whether it is within the limit; rivals wait for each other at the row."""
        now = self._clock()
        mine = {"tenant": self._tenant, "kind": limit.kind, "over": now - limit.window}
        self._connection.execute(_FORGET, mine | {"most": _FORGOTTEN_AT_ONCE})
        row = mine | {"subject": subject_of(value), "since": now, "requests": 1}
        requests: int = self._connection.execute(_COUNT, row).scalar_one()
        return requests <= limit.most
