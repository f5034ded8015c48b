"""Statements that are put together once: what SQLAlchemy makes anew for each call costs more than the database takes.

An INSERT with ON CONFLICT has no place in SQLAlchemy's cache of compiled statements: it is written as text here, with
the types of its columns, so that documents and ids are bound as ever.
"""

from collections.abc import Iterable

import sqlalchemy as sa


def insertion(table: sa.Table, columns: Iterable[str], *, more: str = "") -> sa.TextClause:
    """Return an INSERT of one row with these columns and the tenant, bound by their names; `more` follows the values.

    Raises:
        KeyError: the table has no such column.
    """
    told = [table.c[name] for name in ("tenant", *columns)]
    names, values = ", ".join(f'"{one.name}"' for one in told), ", ".join(f":{one.name}" for one in told)
    text = f"INSERT INTO {table.name} ({names}) VALUES ({values}) {more}"  # noqa: S608 - names of this code
    return sa.text(text).bindparams(*(sa.bindparam(one.name, type_=one.type) for one in told))
