"""A town leaves: it takes all its rows along, and afterwards nothing of it is left."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa


def _tables(connection: sa.Connection) -> list[str]:
    """Return every table that has towns in it, those that others refer to first."""
    inspector = sa.inspect(connection)
    named = (name for name, _ in inspector.get_sorted_table_and_fkc_names() if name)
    return [name for name in named if any(column["name"] == "tenant" for column in inspector.get_columns(name))]


def export(connection: sa.Connection, tenant: str) -> Iterator[str]:
    """Yield each of a town's rows as a line of JSON, `{"table": …, "row": {…}}`; bytes are written in hexadecimal."""
    for table in _tables(connection):
        rows = sa.text(f'SELECT to_jsonb(one) FROM "{table}" one WHERE tenant = :tenant')  # noqa: S608 - PostgreSQL's own name
        for (row,) in connection.execution_options(yield_per=500).execute(rows, {"tenant": tenant}):
            yield json.dumps({"table": table, "row": row}, ensure_ascii=False)


@contextmanager
def _unguarded(connection: sa.Connection, table: str) -> Iterator[None]:
    """Switch off the trigger by which a ledger refuses every change: this one ends the ledger itself.

    Only where there is such a trigger, since others may not write the table until the transaction is over.
    """
    guards = (
        "SELECT 1 FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal AND tgtype & 8 <> 0"
    )
    guarded = connection.execute(sa.text(guards), {"table": f'"{table}"'}).first()
    if guarded:
        connection.execute(sa.text(f'ALTER TABLE "{table}" DISABLE TRIGGER USER'))
    yield
    if guarded:
        connection.execute(sa.text(f'ALTER TABLE "{table}" ENABLE TRIGGER USER'))


def erase(connection: sa.Connection, tenant: str) -> dict[str, int]:
    """Delete all rows of a town, also of the audit trail, and return how many by table: the receipt.

    Needs the role that owns the tables: a running service may not delete what is append-only.
    """
    erased = {}
    connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
    for table in reversed(_tables(connection)):
        rows = sa.text(f'DELETE FROM "{table}" WHERE tenant = :tenant')  # noqa: S608 - PostgreSQL's own name
        with _unguarded(connection, table):
            erased[table] = connection.execute(rows, {"tenant": tenant}).rowcount
    return {table: count for table, count in erased.items() if count}
