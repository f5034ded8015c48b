"""What a table holds of persons: why, on which basis, how long, and how one person's rows are found and emptied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa


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
        mine = [self.table.c.tenant == tenant]
        if self.only is not None:
            mine.append(self.only)
        if self.empties:
            full = [self.table.c[name].is_distinct_from(value) for name, value in self.empties.items()]
            mine.append(sa.or_(*full))
        return sa.and_(*mine)

    def empty(self, condition: sa.ColumnElement[bool]) -> sa.Update | sa.Delete:
        """Return the statement that forgets the rows of a condition."""
        if self.empties:
            return self.table.update().where(condition).values(**self.empties)
        return self.table.delete().where(condition)
