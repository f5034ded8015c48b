"""Reads which steps are taken, for all desks and days of a search, in one statement.

Bits know no expiry, so that holds are not among them and are read beside them.
"""

import struct
from collections.abc import Mapping
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from booking.domain.steps import STEPS_OF_DAY, Steps

_BYTES_OF_DAY = STEPS_OF_DAY // 8
_LENGTH_OF_BITS = 4
"""`bit_send` puts the length in front, as a number of four bytes."""

# The days' own numbers go along: nothing promises the order in which an aggregate sees its rows.
QUESTION = sa.text(f"""
SELECT desk, string_agg(substring(bit_send(taken) FROM {_LENGTH_OF_BITS + 1}), '') AS bits,
       string_agg(int2send((day - :first)::int2), '') AS days, NULL::bigint AS begins, NULL::bigint AS ends
FROM (
    SELECT desk, day, taken FROM desk_day WHERE tenant = :tenant AND day BETWEEN :first AND :last ORDER BY day
) AS kept
GROUP BY desk
UNION ALL
SELECT desk, NULL, NULL, extract(epoch FROM begins_at)::bigint, extract(epoch FROM upper(busy))::bigint
FROM appointment
WHERE tenant = :tenant AND state = 'held' AND day BETWEEN :first AND :last AND held_until > :now
""")  # noqa: S608 - a number of this file
"""The one statement of a search; a test reads its plan as the service's role."""
_ASK = QUESTION.columns(*map(sa.column, ("desk", "bits", "days", "begins", "ends")))


def taken_steps(
    connection: sa.Connection, tenant: str, steps: Steps, now: datetime, around: datetime | None
) -> Mapping[str, int]:
    """Return the steps of confirmed appointments and of holds that count, by desk."""
    first, last = steps.first, steps.last
    if around is not None:
        # A day to both sides: holds are found by the town's calendar day, bits by that of UTC.
        first, last = (
            max(first, around.date() - timedelta(days=1)),
            min(last, around.date() + timedelta(days=1)),
        )
    asked = {"tenant": tenant, "first": first, "last": last, "now": now}
    found: dict[str, int] = {}
    origin = steps.begins_at.timestamp()
    for desk, bits, days, begins, ends in connection.execute(_ASK, asked):
        taken = (
            _hold(steps, begins - origin, ends - origin)
            if bits is None
            else _read(steps, bytes(bits), bytes(days), first)
        )
        found[desk] = found.get(desk, 0) | taken
    return found


def _hold(steps: Steps, begin: float, end: float) -> int:
    seconds = 300
    return steps.between(max(int(begin // seconds), 0), min(int(-(-end // seconds)), steps.count))


def _read(steps: Steps, bits: bytes, days: bytes, first: date) -> int:
    """Put the days of one desk in their places; without a gap they are one number already."""
    places, before = struct.unpack(f">{len(days) // 2}h", days), (first - steps.first).days
    if places == tuple(range(places[0], places[0] + len(places))):
        return int.from_bytes(bits, "big") << _after(steps, places[-1] + before)
    found = 0
    for index, place in enumerate(places):
        part = bits[index * _BYTES_OF_DAY : (index + 1) * _BYTES_OF_DAY]
        found |= int.from_bytes(part, "big") << _after(steps, place + before)
    return found


def _after(steps: Steps, place: int) -> int:
    return (steps.days - 1 - place) * STEPS_OF_DAY
