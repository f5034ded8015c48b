"""Do one step of a check: the clerk says what was found, the check says what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random, SystemRandom
from uuid import UUID

from identity.domain.check import Check, Step
from identity.domain.errors import NoCheck, TooLate
from identity.domain.steps import Around
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit

CHANCE: Random = SystemRandom()
Move = Callable[[Check, Around], Check]


@dataclass(frozen=True)
class Place:
    """Where the clerk's page stands: the step that it shows, as of that revision, and who acts."""

    appointment_id: UUID
    step: Step
    revision: int
    actor: str


def do_step(unit: IdentityUnit, place: Place, move: Move) -> Check:
    """Do a step, unless it was skipped, is done already or comes too late."""
    check = check_at(unit, place)
    moved = keep(unit, check, move(check, around(unit)))
    unit.note(f"check.{place.step}", check.id, place.actor, **facts(moved))
    return moved


def check_at(unit: IdentityUnit, place: Place) -> Check:
    """Return the check to change if it stands where the page believes."""
    check = unit.checks.locked(place.appointment_id)
    if check is None:
        raise NoCheck(place.appointment_id)
    check.require(place.step, place.revision)
    if check.results.due is not None and unit.clock() > check.results.due:
        raise TooLate(place.step)
    return check


def around(unit: IdentityUnit) -> Around:
    """Return the town's rules, the moment, and the system's chance."""
    return Around(unit.catalogue, unit.clock(), CHANCE)
