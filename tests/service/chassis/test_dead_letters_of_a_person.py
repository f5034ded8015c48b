"""Dead letters of one person, at a real broker: shown to who asks for their data, dropped when they are forgotten."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from probe.bootstrap import Poked

from chassis.messaging.dead_letters import DeadLetters
from chassis.retention.command import PersonCommand
from tests.service.chassis.test_messages import kill_one

TOWN, OTHER = "ostfildern", "musterstadt"
ADDRESS = "Jörg.Müller@example.org"
APPOINTMENT = UUID(int=7)


@pytest.fixture
def letters(probe: Any) -> DeadLetters:
    return DeadLetters(probe.settings.broker_url.get_secret_value(), "probe")


@pytest.fixture
def command(probe: Any, letters: DeadLetters) -> PersonCommand:
    return PersonCommand(probe, probe.tenants.by_key(TOWN), [APPOINTMENT], [ADDRESS.lower()], letters)


@pytest.fixture
def theirs(probe: Any) -> set[str]:
    """Two dead letters of the person, one by the appointment and one by the address."""
    by_appointment = kill_one(probe, Poked(thing_id=APPOINTMENT))
    return {by_appointment, kill_one(probe, Poked(thing_id=uuid4(), trouble=ADDRESS))}


@pytest.fixture
def of_others(probe: Any) -> set[str]:
    """A dead letter of somebody else, and one of the same address at another town."""
    return {kill_one(probe), kill_one(probe, Poked(thing_id=APPOINTMENT, trouble=ADDRESS), OTHER)}


def test_the_export_shows_them_and_leaves_them_where_they_are(
    command: PersonCommand, letters: DeadLetters, theirs: set[str], of_others: set[str]
) -> None:
    assert {one["id"] for one in command.export()["dead_letters"]} == theirs
    assert {one.id for one in letters.letters()} == theirs | of_others


def test_the_erasure_drops_them_and_nobody_elses(
    command: PersonCommand, letters: DeadLetters, theirs: set[str], of_others: set[str]
) -> None:
    receipt = command.erase()
    assert receipt["dead_letters_discarded"] == len(theirs)
    assert receipt["audit_chain_holds"]
    assert {one.id for one in letters.letters()} == of_others
    assert command.export()["dead_letters"] == []
