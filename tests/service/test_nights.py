"""A night finds what is over by an index that holds nothing else, however many rows a town has gathered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from chassis.persistence.engine import create_engine
from chassis.persistence.schema import add_indexes
from chassis.retention.holding import Holding, retention_indexes
from chassis.retention.of_the_house import HOUSE

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
FEW = {"one-time-codes", "operator-entrances"}
"""A town has a handful of these at a time."""
OF_THE_HOUSE = {one.key: f"ix_{one.table.name}_over" for one in HOUSE if one.key not in FEW}
OF_THE_HOUSE |= {"unsent-mail": "ix_mail_unsent"}


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest, start: Callable[..., Any]) -> Any:
    return start(request.param)


@contextmanager
def owned(service: Any) -> Iterator[sa.Connection]:
    """Open a transaction of the schema's owner that leaves nothing behind."""
    engine = create_engine(service.settings.migration_database_url.get_secret_value(), pool_size=1)
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def plan(connection: sa.Connection, holding: Holding, index: str) -> str:
    """Return how PostgreSQL finds what is over where it has this index alone: it takes it only if it may."""
    others = sa.text(
        "SELECT indexrelid::regclass, (SELECT conname FROM pg_constraint WHERE conindid = indexrelid LIMIT 1)"
        " FROM pg_index WHERE indrelid = CAST(:table AS regclass) AND indexrelid <> CAST(:index AS regclass)"
    )
    for name, constraint in connection.execute(others, {"table": holding.table.name, "index": index}).all():
        connection.exec_driver_sql(
            f"ALTER TABLE {holding.table.name} DROP CONSTRAINT {constraint} CASCADE"
            if constraint
            else f"DROP INDEX {name}"
        )
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    wanted = sa.select(holding.table.c.tenant).where(holding.over("ostfildern", datetime.now(UTC)))
    told = wanted.compile(connection, compile_kwargs={"render_postcompile": True})
    return "\n".join(connection.exec_driver_sql(f"EXPLAIN {told}", told.params).scalars())


def test_each_holding_that_counts_from_a_column_has_an_index_that_its_night_can_use(service: Any) -> None:
    names = {str(one.name) for one in retention_indexes(service.service.holdings)}
    asked = [(one, OF_THE_HOUSE[one.key]) for one in HOUSE if one.key in OF_THE_HOUSE]
    own = ((one, f"ix_{one.table.name}_over_{one.key.replace('-', '_')}") for one in service.service.holdings)
    asked += [(one, name) for one, name in own if name in names]
    assert len(asked) == len(OF_THE_HOUSE) + len(names)
    for holding, index in asked:
        with owned(service) as connection:
            found = plan(connection, holding, index)
            kept = connection.exec_driver_sql("SELECT indpred FROM pg_index WHERE indexrelid = %s::regclass", (index,))
            assert bool(kept.scalar()) == bool(holding.empties or holding.only is not None), "emptied rows stay in it"
        conditions = [line for line in found.splitlines() if "Index Cond" in line]
        assert index in found, found
        assert all("tenant =" in line and f"{holding.since.name} <=" in line for line in conditions), found
        assert conditions, found


def test_an_index_that_was_left_half_made_is_made_again(start: Callable[..., Any]) -> None:
    booking = start("booking")
    engine = create_engine(booking.settings.migration_database_url.get_secret_value(), pool_size=1)
    with engine.connect() as connection:
        index = next(one for one in retention_indexes(booking.service.holdings) if "reservations" in str(one.name))
        assert index.table is not None
        # What CREATE INDEX CONCURRENTLY leaves of itself when it fails: an index that is kept, and never asked.
        broken = f"CREATE UNIQUE INDEX CONCURRENTLY {index.name} ON outbox ((1))"
        connection.exec_driver_sql(f"DROP INDEX {index.name}")
        connection.exec_driver_sql(
            "INSERT INTO outbox (tenant, id, subject, exchange, routing_key, mandatory, body)"
            " SELECT 'a', gen_random_uuid(), '', '', '', true, '{}' FROM generate_series(1, 2)"
        )
        connection.commit()
        with pytest.raises(sa.exc.IntegrityError), autocommit(connection) as alone:
            alone.exec_driver_sql(broken)
        context = MigrationContext.configure(connection)
        with context.begin_transaction(), Operations.context(context):
            add_indexes(index)
        state = "SELECT indisvalid AND indrelid = 'appointment'::regclass FROM pg_index WHERE indexrelid = %s::regclass"
        assert connection.exec_driver_sql(state, (str(index.name),)).scalar()
    engine.dispose()


@contextmanager
def autocommit(connection: sa.Connection) -> Iterator[sa.Connection]:
    """Run what may not run in a transaction."""
    with connection.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
        yield alone
