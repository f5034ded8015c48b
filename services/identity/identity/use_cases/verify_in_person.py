"""Identify somebody who came to the office with the original document: the last way, when video could not."""

from uuid import UUID

from identity.domain import outcome
from identity.domain.check import Check
from identity.domain.errors import NoCheck
from identity.domain.outcome import Seen
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_verified


def verify_in_person(unit: IdentityUnit, appointment_id: UUID, seen: Seen, actor: str) -> Check:
    """Say who it is, at the level that was asked for."""
    check = unit.checks.locked(appointment_id)
    if check is None:
        raise NoCheck(appointment_id)
    verified = keep(unit, check, outcome.verify_in_person(check, seen, actor, unit.clock()))
    say_verified(unit, verified)
    unit.note("check.verified", verified.id, actor, **facts(verified))
    return verified
