"""What a table holds of persons: why, on which basis, how long, and how one person's rows are found and emptied."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import visitors


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Some rows of a table, and what becomes of them (Art. 5 (1) e and Art. 30 DSGVO).

    `holds`, `purpose` and `basis` are German: they are read in the record of processing activities. `keeps` counts
    from `since`, unless the town's catalogue says otherwise under `retention` by the holding's `key`. `only` narrows
    to the rows that are meant. `person` is the column of the appointment by which a person's rows are found; without
    one the rows hold nothing of a person that could be found. `address` is the column of an e-mail address, written
    small, by which they are found as well. `empties` names columns that are overwritten, for rows that have to stay;
    otherwise rows are deleted. What is `bound_by_law` stays for its whole time, also when the person wants it erased
    (Art. 17 (3) b DSGVO).
    """

    key: str
    table: sa.Table
    holds: str
    purpose: str
    basis: str
    keeps: timedelta
    since: sa.ColumnElement[Any]
    only: sa.ColumnElement[bool] | None = None
    person: sa.ColumnElement[Any] | None = None
    address: sa.ColumnElement[Any] | None = None
    empties: Mapping[str, object] = field(default_factory=dict)
    bound_by_law: bool = False

    def rows(self, tenant: str) -> sa.ColumnElement[bool]:
        """Return the condition for all rows of a town that this holding means and that are not emptied yet."""
        return sa.and_(self.table.c.tenant == tenant, self.meant)

    def over(self, tenant: str, until: datetime) -> sa.ColumnElement[bool]:
        """Return the condition for those of them whose time began at or before a moment."""
        return sa.and_(self.rows(tenant), self.since <= until)

    @property
    def meant(self) -> sa.ColumnElement[bool]:
        """The condition for the rows that this holding means, of any town, and that are not emptied yet."""
        mine = [] if self.only is None else [self.only]
        if self.empties:
            full = (self.table.c[name].is_distinct_from(_written(told)) for name, told in self.empties.items())
            mine.append(sa.or_(*full))
        return sa.and_(sa.true(), *mine)

    def empty(self, condition: sa.ColumnElement[bool]) -> sa.Update | sa.Delete:
        """Return the statement that forgets the rows of a condition."""
        if self.empties:
            return self.table.update().where(condition).values(**self.empties)
        return self.table.delete().where(condition)


def indexed(*holdings: Holding) -> tuple[Holding, ...]:
    """Give each holding that counts from a column of its own an index, by which its night finds what is over.

    It holds only what can still be forgotten: rows that were emptied years ago cost a night nothing. A holding whose
    moment stands elsewhere, or is reckoned, has none; neither has one whose condition asks other tables. The index
    comes into being by a migration, `add_indexes(*retention_indexes(HOLDINGS))`, one whenever a holding changes.
    """
    for holding in holdings:
        if isinstance(holding.since, sa.Column) and not _asks_elsewhere(holding):
            where = None if holding.only is None and not holding.empties else holding.meant
            sa.Index(_index_name(holding), holding.table.c.tenant, holding.since, postgresql_where=where)
    return holdings


def retention_indexes(holdings: tuple[Holding, ...]) -> list[sa.Index]:
    """Return the indexes that `indexed` gave."""
    names = {_index_name(holding) for holding in holdings}
    found = {str(one.name): one for holding in holdings for one in holding.table.indexes if one.name in names}
    return [found[name] for name in sorted(found)]


def _written(value: object) -> object:
    """Return a value so that an index can name it too: documents stand as text in the statement."""
    if not isinstance(value, dict):
        return value
    told = json.dumps(value, ensure_ascii=False).replace("'", "''")
    return sa.literal_column(f"'{told}'")


def _index_name(holding: Holding) -> str:
    return f"ix_{holding.table.name}_over_{holding.key.replace('-', '_')}"


def _asks_elsewhere(holding: Holding) -> bool:
    return holding.only is not None and any(isinstance(part, sa.Exists) for part in visitors.iterate(holding.only))
