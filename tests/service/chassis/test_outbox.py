"""State and event are one: what is rolled back is never published."""

from contextlib import suppress
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from probe.bootstrap import Poked, effects


def test_an_event_of_a_transaction_that_failed_is_not_there(probe: Any, ask: Any) -> None:
    with suppress(RuntimeError), probe.work(probe.tenants.by_key("ostfildern")) as unit:
        unit.connection.execute(effects.insert().values(tenant="ostfildern", id=uuid4(), event_id=uuid4()))
        unit.record(Poked(thing_id=uuid4()))
        raise RuntimeError
    assert ask("SELECT count(*) FROM outbox") == 0
    assert ask("SELECT count(*) FROM effects") == 0


def test_an_event_is_there_as_soon_as_its_state_is(probe: Any) -> None:
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        unit.connection.execute(effects.insert().values(tenant="ostfildern", id=uuid4(), event_id=uuid4()))
        unit.record(Poked(thing_id=uuid4()))
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        both = unit.connection.execute(sa.text("SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM effects)"))
        assert tuple(both.one()) == (1, 1)
