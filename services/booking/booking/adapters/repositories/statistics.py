"""Counts appointments by groups in PostgreSQL; no row of a person leaves the database."""

from datetime import date

import sqlalchemy as sa

from booking.domain.statistics import Figures, Group

_KEYS: dict[Group, str] = {
    "procedure": "item->>'procedure'",
    "weekday": "extract(isodow FROM day)::int::text",
    "hour": "to_char(begins_at AT TIME ZONE :zone, 'HH24')",
    "desk": "desk",
}
_FROM: dict[Group, str] = {"procedure": "appointment, LATERAL jsonb_array_elements(items) AS item"}
_QUESTION = """
SELECT {key} AS key, count(*) AS booked, count(*) FILTER (WHERE state = 'missed') AS missed,
       count(*) FILTER (WHERE state IN ('missed', 'done')) AS ended,
       (avg(extract(epoch FROM begins_at - created_at)) FILTER (WHERE NOT walk_in) / 3600)::float AS lead_hours
FROM {table}
WHERE tenant = :tenant AND day BETWEEN :first AND :last AND state IN ('confirmed', 'done', 'missed')
GROUP BY 1 ORDER BY 1
"""


class StatisticRows:
    """The figures of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str, zone: str) -> None:
        self._connection = connection
        self._asked = {"tenant": tenant, "zone": zone}

    def of(self, group: Group, first: date, last: date) -> tuple[Figures, ...]:
        """Return the figures of appointments between two days, called-off ones aside."""
        question = _QUESTION.format(key=_KEYS[group], table=_FROM.get(group, "appointment"))
        asked = self._asked | {"first": first, "last": last}
        return tuple(Figures(**row._mapping) for row in self._connection.execute(sa.text(question), asked))  # noqa: SLF001 - SQLAlchemy's public name
