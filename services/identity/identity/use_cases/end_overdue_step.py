"""End a check of which a step took too long, or whose call broke off and was not resumed."""

from uuid import UUID

from identity.domain import outcome
from identity.domain.check import Check, Status
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_rejected


def end_overdue_step(unit: IdentityUnit, appointment_id: UUID) -> Check | None:
    """Reject it if it is overdue; return it then."""
    check = unit.checks.locked(appointment_id)
    now = unit.clock()
    if check is None or check.done or check.results.due is None or now < check.results.due:
        return None
    end = outcome.end_unfinished if check.status is Status.PAUSED else outcome.end_overdue
    ended = keep(unit, check, end(check, now))
    say_rejected(unit, ended)
    unit.note("check.rejected", check.id, "system", **facts(ended))
    return ended
