"""One person's data at one service: shown to them (Art. 15 DSGVO) or forgotten at their wish (Art. 17 DSGVO).

A person is known by the ids of their appointments and by their e-mail addresses. What the law still needs, a holding
keeps: its rows are emptied of what names the person where `empties` says so, else deleted. What is `bound_by_law` is
shown, but not erased early.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.retention.holding import Holding

Ids = Collection[UUID]
"""The appointments of one person."""
Addresses = Collection[str]
"""The e-mail addresses of one person."""


def find(connection: sa.Connection, tenant: str, holdings: Sequence[Holding], addresses: Addresses) -> set[UUID]:
    """Return the appointments that belong to these addresses, as far as this service knows both."""
    found: set[UUID] = set()
    for holding in holdings:
        if holding.person is not None and holding.address is not None:
            mine = sa.and_(holding.rows(tenant), holding.address.in_(_small(addresses)))
            found |= set(connection.execute(sa.select(holding.person).where(mine)).scalars())
    return found


def export(
    connection: sa.Connection, tenant: str, holdings: Sequence[Holding], ids: Ids, addresses: Addresses = ()
) -> dict[str, Any]:
    """Return every row of this person by holding, as plain texts and numbers."""
    found = {}
    for holding, rows in _of_person(tenant, holdings, ids, addresses):
        told = connection.execute(sa.select(holding.table).where(rows)).mappings()
        found[holding.key] = [{name: _plain(value) for name, value in row.items() if name != "tenant"} for row in told]
    return found


def erase(
    connection: sa.Connection, tenant: str, holdings: Sequence[Holding], ids: Ids, addresses: Addresses = ()
) -> dict[str, int]:
    """Forget the rows of this person and return how many by holding: the receipt."""
    free = [holding for holding in holdings if not holding.bound_by_law]
    return {
        holding.key: connection.execute(holding.empty(rows)).rowcount
        for holding, rows in _of_person(tenant, free, ids, addresses)
    }


def _of_person(
    tenant: str, holdings: Sequence[Holding], ids: Ids, addresses: Addresses
) -> Iterator[tuple[Holding, sa.ColumnElement[bool]]]:
    for holding in holdings:
        ways = []
        if holding.person is not None:
            ways.append(holding.person.in_(list(ids)))
        if holding.address is not None and addresses:
            ways.append(holding.address.in_(_small(addresses)))
        if ways:
            yield holding, sa.and_(holding.rows(tenant), sa.or_(*ways))


def _small(addresses: Addresses) -> list[str]:
    return [address.strip().lower() for address in addresses]


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return f"{len(value)} Bytes" if isinstance(value, bytes | memoryview) else str(value)
