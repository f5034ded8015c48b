"""The audit trail's chain: it holds under rivals and after a rollback, and shows what was changed or dropped."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from chassis.persistence.audit import first_broken
from chassis.persistence.engine import create_engine

TOWNS = ("ostfildern", "musterstadt")


def note(probe: Any, action: str, town: str = "ostfildern") -> None:
    with probe.work(probe.tenants.by_key(town)) as unit:
        unit.audit(action, uuid4(), "staff:anna")


def broken(probe: Any, town: str = "ostfildern") -> int | None:
    with probe.work(probe.tenants.by_key(town)) as unit:
        return first_broken(unit.connection, town)


def as_owner(probe: Any, statement: str) -> None:
    """Do what only the schema's owner can: step around the grants, as an intruder with the database would."""
    owner = create_engine(probe.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.begin() as connection:
        connection.execute(sa.text(statement))
    owner.dispose()


def test_the_chain_holds_when_many_write_at_once_in_two_towns(probe: Any) -> None:
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda turn: note(probe, f"deed {turn}", TOWNS[turn % 2]), range(60)))
    assert [broken(probe, town) for town in TOWNS] == [None, None]


def test_what_was_rolled_back_leaves_no_gap(probe: Any) -> None:
    note(probe, "first")
    with suppress(RuntimeError), probe.work(probe.tenants.by_key("ostfildern")) as unit:
        unit.audit("undone", uuid4(), "staff:anna")
        raise RuntimeError
    note(probe, "second")
    assert broken(probe) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'staff:nobody' WHERE action = 'second'",
        "UPDATE audit SET at = at + interval '1 second' WHERE action = 'second'",
        "DELETE FROM audit WHERE action = 'second'",
        "UPDATE audit SET position = DEFAULT WHERE action = 'second'",
    ],
)
def test_what_was_changed_dropped_or_moved_behind_the_service_shows(probe: Any, statement: str) -> None:
    for action in ("first", "second", "third"):
        note(probe, action)
    as_owner(probe, statement)
    assert broken(probe) is not None
