"""A promise and the query that finds what breaks it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

SHOWN = 10
"""So many of what breaks a promise are named; all are counted up to `COUNTED`."""
COUNTED = 1000

Look = Callable[[sa.Connection, str], Sequence[str]]
"""Returns what breaks the promise at this town, as ids without anything personal."""


@dataclass(frozen=True)
class Invariant:
    """One promise, in the words of whoever runs the installation (German, as in the record of processing).

    `broken` is a query whose first column names what breaks the promise, by ids and never by names; row security
    narrows it to the transaction's town. Where a query cannot say it, it is a function.
    """

    key: str
    promise: str
    broken: str | Look


@dataclass(frozen=True)
class Finding:
    """How a promise stands at one town."""

    invariant: Invariant
    count: int
    examples: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Tell whether nothing breaks the promise."""
        return self.count == 0


def look(connection: sa.Connection, tenant: str, invariants: Iterable[Invariant]) -> list[Finding]:
    """Ask for every promise, in the order in which they are declared."""
    return [_look(connection, tenant, one) for one in invariants]


def _look(connection: sa.Connection, tenant: str, invariant: Invariant) -> Finding:
    if callable(invariant.broken):
        found = list(invariant.broken(connection, tenant))
    else:
        query = sa.text(f"SELECT * FROM ({invariant.broken}) AS broken LIMIT {COUNTED}")  # noqa: S608 - declared in code
        found = [str(row[0]) for row in connection.execute(query)]
    return Finding(invariant, len(found), tuple(found[:SHOWN]))
