"""Take back a check that was verified: a supervisor has learned that it does not stand."""

from uuid import UUID

from identity.domain import outcome
from identity.domain.check import Check
from identity.domain.errors import NoCheck
from identity.domain.reasons import Revocation
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_revoked


def revoke_check(unit: IdentityUnit, appointment_id: UUID, reason: Revocation, actor: str) -> Check:
    """Revoke it and tell those who relied on it."""
    check = unit.checks.locked(appointment_id)
    if check is None:
        raise NoCheck(appointment_id)
    revoked = keep(unit, check, outcome.revoke(check, reason, actor, unit.clock()))
    say_revoked(unit, revoked)
    unit.note("check.revoked", check.id, actor, **facts(revoked))
    return revoked
