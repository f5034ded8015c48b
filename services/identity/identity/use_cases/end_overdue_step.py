"""End a check of which a step took too long."""

from uuid import UUID

from identity.domain import outcome
from identity.domain.check import Check
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_rejected


def end_overdue_step(unit: IdentityUnit, appointment_id: UUID) -> Check | None:
    """Reject it if it is overdue; return it then."""
    check = unit.checks.locked(appointment_id)
    now = unit.clock()
    if check is None or check.done or check.results.due is None or now < check.results.due:
        return None
    ended = keep(unit, check, outcome.end_overdue(check, now))
    say_rejected(unit, ended)
    unit.note("check.rejected", check.id, "system", **facts(ended))
    return ended
