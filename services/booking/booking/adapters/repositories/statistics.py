"""Counts appointments by groups in PostgreSQL; no row of a person leaves the database."""

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from booking.domain.statistics import Figures, Group, Searched, SearchKey

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
# What lies in two hours counts for each with its own part.
_MINUTES = """
SELECT {key} AS key,
       (sum(extract(epoch FROM least(ends, hour + interval '1 hour') - greatest(begins_at, hour))) / 60)::int AS minutes
FROM (
    SELECT day, desk, begins_at, COALESCE(busy_until, ends_at) AS ends FROM appointment
    WHERE tenant = :tenant AND day BETWEEN :first AND :last AND state IN ('confirmed', 'done', 'missed')
      AND desk = ANY(:desks)
) AS taken, LATERAL generate_series(date_trunc('hour', begins_at), ends - interval '1 second', '1 hour') AS hour
GROUP BY 1
"""
_HOURS = {"hour": "to_char(hour AT TIME ZONE :zone, 'HH24')"}
_SEARCHED_BY: dict[Group, str] = {
    "procedure": "procedure",
    "weekday": "extract(isodow FROM day)::int::text",
    "hour": "to_char(hour, 'FM00')",
}
_SEARCHED = """
SELECT {key}, sum(searches)::int, sum(in_vain)::int FROM search_tally
WHERE tenant = :tenant AND day BETWEEN :first AND :last AND (procedure = '') = :whole GROUP BY 1
"""
_KEEP = sa.text(
    "INSERT INTO search_tally AS kept (tenant, day, hour, procedure, searches, in_vain)"
    " VALUES (:tenant, :day, :hour, :procedure, :searches, :in_vain)"
    " ON CONFLICT (tenant, day, hour, procedure) DO UPDATE"
    " SET searches = kept.searches + excluded.searches, in_vain = kept.in_vain + excluded.in_vain"
)


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

    def minutes(self, group: Group, first: date, last: date, desks: Sequence[str]) -> Mapping[str, int]:
        """Return for how many minutes these desks were taken."""
        question = sa.text(_MINUTES.format(key=_HOURS.get(group, _KEYS[group])))
        asked = self._asked | {"first": first, "last": last, "desks": list(desks)}
        return {row.key: row.minutes for row in self._connection.execute(question, asked)}

    def searched(self, group: Group, first: date, last: date) -> Mapping[str, Searched]:
        """Return how often was searched; nobody searches for a desk."""
        if group not in _SEARCHED_BY:
            return {}
        asked = self._asked | {"first": first, "last": last, "whole": group != "procedure"}
        found = self._connection.execute(sa.text(_SEARCHED.format(key=_SEARCHED_BY[group])), asked)
        return {key: Searched(searches, in_vain) for key, searches, in_vain in found}

    def keep_searches(self, counted: Mapping[SearchKey, Searched]) -> None:
        """Add to what is counted, in the order of the keys, so that two processes cannot deadlock."""
        rows = [
            {"tenant": self._asked["tenant"], **key._asdict(), "searches": one.searches, "in_vain": one.in_vain}
            for key, one in sorted(counted.items(), key=lambda pair: pair[0])
        ]
        self._connection.execute(_KEEP, rows)
