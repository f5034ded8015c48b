"""One person's data at one service: shown to them (Art. 15 DSGVO) or forgotten at their wish (Art. 17 DSGVO).

A person is known by the ids of their appointments. What the law still needs, a holding keeps: its rows are emptied of
what names the person where `empties` says so, else deleted. What is `bound_by_law` is shown, but not erased early.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.retention.holding import Holding

Ids = Collection[UUID]
"""The appointments of one person."""


def export(connection: sa.Connection, tenant: str, holdings: Sequence[Holding], ids: Ids) -> dict[str, Any]:
    """Return every row of these appointments by holding, as plain texts and numbers."""
    found = {}
    for holding, rows in _of_person(tenant, holdings, ids):
        told = connection.execute(sa.select(holding.table).where(rows)).mappings()
        found[holding.key] = [{name: _plain(value) for name, value in row.items() if name != "tenant"} for row in told]
    return found


def erase(connection: sa.Connection, tenant: str, holdings: Sequence[Holding], ids: Ids) -> dict[str, int]:
    """Forget the rows of these appointments and return how many by holding: the receipt."""
    free = [holding for holding in holdings if not holding.bound_by_law]
    return {
        holding.key: connection.execute(holding.empty(rows)).rowcount for holding, rows in _of_person(tenant, free, ids)
    }


def _of_person(tenant: str, holdings: Sequence[Holding], ids: Ids) -> list[tuple[Holding, sa.ColumnElement[bool]]]:
    return [
        (holding, sa.and_(holding.rows(tenant), holding.person.in_(list(ids))))
        for holding in holdings
        if holding.person is not None
    ]


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return f"{len(value)} Bytes" if isinstance(value, bytes | memoryview) else str(value)
