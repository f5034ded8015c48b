"""What the provider bills a town for: figures of a month, counted from the rows that stay. No person is in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from chassis.tenancy import Tenant


def _rows() -> sa.ColumnElement[Any]:
    return sa.func.count()


@dataclass(frozen=True, kw_only=True)
class Usage:
    """One figure: the rows whose `at` lies in the month and for which `only` holds.

    `at` is a day, or a moment, which is then meant in the town's time; `amount` is what is added up, rows by default;
    `key` is the figure's name in the report.
    """

    key: str
    table: sa.Table
    at: sa.ColumnElement[Any]
    only: sa.ColumnElement[bool]
    amount: sa.ColumnElement[Any] = field(default_factory=_rows)


def used(connection: sa.Connection, town: Tenant, month: date, figures: Sequence[Usage]) -> Iterator[tuple[str, int]]:
    """Yield name and figure of a town's month, which begins on `month`."""
    following = (month + timedelta(days=31)).replace(day=1)
    moments = [datetime.combine(day, time(), town.zone) for day in (month, following)]
    for figure in figures:
        begin, end = (month, following) if isinstance(figure.at.type, sa.Date) else moments
        mine = sa.and_(figure.table.c.tenant == town.key, figure.only, figure.at >= begin, figure.at < end)
        counted = connection.execute(sa.select(figure.amount).select_from(figure.table).where(mine)).scalar()
        yield figure.key, round(counted or 0)
