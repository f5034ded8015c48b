"""What a service's first migration calls: tables with their row security, grants and the outbox's bell."""

from typing import cast

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.schema import CreateIndex, CreateTable

from chassis.persistence.row_security import APPEND_ONLY, FULL, Roles, open_to_relay, protect
from chassis.persistence.tables import CHASSIS_TABLES

_BELL = """
CREATE FUNCTION ring_{table}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('{table}', ''); RETURN NULL; END $$;
CREATE TRIGGER ring AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ring_{table}();
"""
_HALF_MADE = sa.text("SELECT NOT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)")


def roles() -> Roles:
    """Return the roles that this migration grants to; `migrate` passes them on."""
    return cast("Roles", context.config.attributes["roles"])


def create_chassis_tables() -> None:
    """Create every table that all services have."""
    for table in CHASSIS_TABLES:
        create_table(table, grant=APPEND_ONLY if table.name == "audit" else FULL)
    open_to_relay(op, roles())
    op.execute(_BELL.format(table="outbox"))
    op.execute(_BELL.format(table="due_work"))


def create_missing(*tables: sa.Table) -> None:
    """Create those tables that a database does not have yet; a new one has them from its first migration."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    for table in tables:
        if table.name not in there:
            create_table(table)


def create_table(table: sa.Table, *, grant: str = FULL) -> None:
    """Create a table as `tables.py` describes it *at the time of its first migration*, with its wall and grants."""
    op.execute(CreateTable(table))
    for index in table.indexes:
        op.execute(CreateIndex(index))
    if table.info.get("row_security"):
        protect(op, table.name, roles(), grant=grant)
    else:
        op.execute(f'GRANT {grant} ON "{table.name}" TO "{roles().service}"')


def add_indexes(*indexes: sa.Index) -> None:
    """Add indexes to tables that people use meanwhile: nobody waits, however many rows there are (CONCURRENTLY).

    One that a start which was cut off left half made is made again. A table that a later migration adds brings its own
    and is passed over: what a migration names from the code grows with the code. It runs outside the migration's
    transaction, so it stands alone in its migration.
    """
    with op.get_context().autocommit_block():
        # A table that is large takes longer than a question may.
        op.execute("SET statement_timeout = 0")
        existing = set(sa.inspect(op.get_bind()).get_table_names())
        for index in indexes:
            name, table = str(index.name), index.table.name if index.table is not None else ""
            if table not in existing:
                continue
            if op.get_bind().execute(_HALF_MADE, {"name": name}).scalar():
                op.drop_index(name, postgresql_concurrently=True)
            op.create_index(
                name,
                table,
                [column.name for column in index.columns],
                unique=index.unique,
                if_not_exists=True,
                postgresql_concurrently=True,
                postgresql_where=index.dialect_options["postgresql"]["where"],
            )
        op.execute("RESET statement_timeout")
