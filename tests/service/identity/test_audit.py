"""The audit: append-only, chained, and still sound after a person was erased."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from chassis.persistence.engine import create_engine
from chassis.service import Running
from identity.domain.audit import Noted, Verdict
from identity.domain.check import Check, Step
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, lead


@pytest.fixture
def checked(browser: Callable[[], Browser], appointment: Appointment, check_of: CheckOf) -> Check:
    """A check that has come to its decision, with its trail."""
    booked = appointment("substantial")
    lead(browser().sign_in("clerk"), booked, check_of, Step.DECISION)
    return check_of(booked)


def verdict(work: Open) -> Verdict:
    """Verify the chain."""
    with work() as unit:
        return unit.trail.verify()


def noted_about(check: Check, work: Open) -> list[Noted]:
    """Return all rows about a check, newest first."""
    with work() as unit:
        now = unit.clock()
        since, until = now.replace(year=2000), now.replace(year=2100)
        return unit.trail.find(subject=check.id, actor="", since=since, until=until)


def test_each_step_is_noted_with_the_rules_it_went_by(checked: Check, work: Open) -> None:
    with work() as unit:
        now = unit.clock()
        noted = unit.trail.find(
            subject=checked.id, actor="", since=now.replace(year=2000), until=now.replace(year=2100)
        )
    done = [one for one in noted if one.action != "check.viewed"]
    actions = [one.action for one in reversed(done)]
    assert actions[:4] == ["check.consent", "check.connection", "check.document", "check.features"]
    assert {str(one.details["policy"]) for one in done if "policy" in one.details} == {
        str(list(checked.results.policies))
    }
    assert verdict(work).sound
    assert "Mustermann" not in repr(noted)


def test_the_service_can_neither_change_nor_drop_a_row(checked: Check, work: Open) -> None:
    assert checked.results.policies
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit", "UPDATE audit_detail SET details = '{}'"):
        with pytest.raises(DBAPIError, match="permission denied"), work() as unit:
            unit.connection.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE audit SET actor = 'staff:other' WHERE position = (SELECT min(position) + 2 FROM audit)", "broken"),
        ("DELETE FROM audit WHERE position = (SELECT min(position) + 2 FROM audit)", "broken"),
        ("""UPDATE audit_detail SET details = '{"step": "decision"}'""", "exchanged"),
    ],
)
def test_a_change_behind_the_services_back_shows(
    checked: Check, work: Open, running: Running[Any], statement: str, place: str
) -> None:
    assert verdict(work).sound
    owner = create_engine(running.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount
    owner.dispose()
    found = verdict(work)
    assert not found.sound
    assert (found.broken_at is not None) == (place == "broken")
    assert checked.id


def test_erasing_a_person_leaves_a_chain_that_verifies_and_tells_nothing(checked: Check, work: Open) -> None:
    with work() as unit:
        unit.trail.forget(checked.id)
    found = verdict(work)
    assert found.sound
    assert found.rows > 5
    assert {str(one.details) for one in noted_about(checked, work)} == {"{}"}
