"""Decide a check: the clerk knows who the person is, or ends it with a reason."""

from identity.domain import outcome
from identity.domain.check import Check
from identity.domain.reasons import Reason
from identity.use_cases.do_step import Place, check_at
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_rejected, say_verified


def verify_check(unit: IdentityUnit, place: Place, reason: str = "") -> Check:
    """Say that the person is identified."""
    check = check_at(unit, place)
    verified = keep(unit, check, outcome.verify(check, place.actor, unit.clock(), reason))
    say_verified(unit, verified)
    unit.note("check.verified", verified.id, place.actor, **facts(verified))
    return verified


def reject_check(unit: IdentityUnit, place: Place, reason: Reason) -> Check:
    """End the check at the step where the doubt came up."""
    check = check_at(unit, place)
    rejected = keep(unit, check, outcome.reject(check, reason, place.actor, unit.clock()))
    say_rejected(unit, rejected)
    unit.note("check.rejected", rejected.id, place.actor, **facts(rejected))
    return rejected
