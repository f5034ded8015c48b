"""A clock that is put back loses nothing: snapshots stay in order, due work is done, links stay open."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.jobs.due_work import DueWork
from chassis.jobs.runner import JobRunner
from chassis.persistence.tables import outbox
from chassis.testing.fakes import FakeClock
from contracts.billing import TariffPublished

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def billing(start: Callable[..., Any]) -> Any:
    return start("billing")


@pytest.fixture
def clock(billing: Any, wipe: Callable[[Any], None]) -> Iterator[FakeClock]:
    usual, clock = billing.work.clock, FakeClock(NOW)
    wipe(billing)
    object.__setattr__(billing.work, "clock", clock)
    yield clock
    object.__setattr__(billing.work, "clock", usual)


def test_a_snapshot_is_never_older_than_its_forerunner(billing: Any, clock: FakeClock) -> None:
    tariff = TariffPublished(tariff_id=UUID(int=1), valid_from=NOW.date(), prices=())
    for _ in range(3):
        with billing.work(billing.tenants.by_key("ostfildern")) as unit:
            unit.record(tariff)
        clock.advance(hours=-1)
    with billing.work(billing.tenants.by_key("ostfildern")) as unit:
        sent = list(unit.connection.execute(sa.select(outbox.c.body["sequence"]).order_by(outbox.c.position)).scalars())
    assert sent == sorted(set(sent))


def test_work_that_is_due_is_done_once_after_the_clock_was_put_back_and_on(billing: Any, clock: FakeClock) -> None:
    done: list[UUID] = []
    runner = JobRunner(
        billing.work, billing.tenants, DueWork({"poke": lambda _work, _ports, item: done.append(item)}), None
    )
    item = uuid4()
    with billing.work(billing.tenants.by_key("ostfildern")) as unit:
        unit.schedule("poke", item, clock() + timedelta(minutes=1))
    clock.advance(hours=-2)
    assert runner.run_all() == 0
    clock.advance(hours=3)
    runner.run_all()
    clock.advance(hours=-2)
    runner.run_all()
    assert done == [item]
