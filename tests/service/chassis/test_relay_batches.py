"""Which events go out next: towns share a batch alike, oldest first, and no backlog makes a batch dearer."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from chassis.messaging.relay import BATCH, next_batch
from chassis.persistence.engine import create_engine
from chassis.persistence.tables import outbox


@pytest.fixture
def relay(probe: Any) -> Iterator[sa.Connection]:
    """A connection as the relay's own role has it."""
    engine = create_engine(probe.settings.relay_database_url.get_secret_value(), pool_size=1)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def fill(probe: Any) -> Callable[..., None]:
    """Return `fill(town, count, **columns)`."""

    def put(town: str, count: int, **columns: Any) -> None:
        row = {"tenant": town, "subject": "s", "exchange": "e", "routing_key": "k.v1", "mandatory": True, "body": {}}
        with probe.work(probe.tenants.by_key(town)) as unit:
            unit.connection.execute(outbox.insert(), [row | {"id": uuid4(), **columns} for _ in range(count)])

    return put


def test_a_flood_of_one_town_does_not_delay_the_other(relay: sa.Connection, fill: Callable[..., None]) -> None:
    fill("ostfildern", 3 * BATCH)
    fill("musterstadt", 3)
    taken = Counter(row.tenant for row in relay.execute(next_batch(refused=False)))
    assert taken == {"ostfildern": BATCH // 2, "musterstadt": 3}


def test_where_nothing_waits_nothing_is_found(relay: sa.Connection) -> None:
    assert relay.execute(next_batch(refused=False)).all() == []


def test_within_a_town_the_oldest_go_first(relay: sa.Connection, fill: Callable[..., None]) -> None:
    fill("ostfildern", BATCH + 50)
    positions = [row.position for row in relay.execute(next_batch(refused=False))]
    assert positions == sorted(positions)
    assert len(positions) == BATCH
    assert positions[0] == relay.execute(sa.select(sa.func.min(outbox.c.position))).scalar()


def test_what_the_broker_refused_waits_behind_everything_else(relay: sa.Connection, fill: Callable[..., None]) -> None:
    fill("ostfildern", 5, refused="no queue takes it")
    fill("ostfildern", 2)
    assert len(relay.execute(next_batch(refused=False)).all()) == 2
    assert len(relay.execute(next_batch(refused=True)).all()) == 5


def test_a_batch_is_found_by_index_whatever_lies_behind_it(relay: sa.Connection, fill: Callable[..., None]) -> None:
    fill("ostfildern", 20_000, published_at=datetime.now(UTC))
    fill("ostfildern", 5_000)
    query = str(next_batch(refused=False).compile(relay, compile_kwargs={"literal_binds": True}))
    relay.commit()
    plan = "\n".join(relay.execute(sa.text(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {query}")).scalars())
    assert "Seq Scan on outbox" not in plan, plan
    assert max(map(int, re.findall(r"rows=(\d+)", plan))) == BATCH, plan
