"""Decide a check: the clerk knows who the person is, or ends it with a reason."""

from identity.domain import outcome
from identity.domain.check import Check
from identity.domain.reasons import Reason
from identity.use_cases.do_step import Place, check_at
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_rejected, say_verified


def verify_check(unit: IdentityUnit, place: Place) -> Check:
    """Say that the person is identified."""
    verified = outcome.verify(check_at(unit, place), place.actor, unit.clock())
    unit.checks.save(verified)
    say_verified(unit, verified)
    unit.audit("check.verified", verified.id, place.actor)
    return verified


def reject_check(unit: IdentityUnit, place: Place, reason: Reason) -> Check:
    """End the check at the step where the doubt came up."""
    rejected = outcome.reject(check_at(unit, place), reason, place.actor, unit.clock())
    unit.checks.save(rejected)
    say_rejected(unit, rejected)
    unit.audit("check.rejected", rejected.id, place.actor)
    return rejected
