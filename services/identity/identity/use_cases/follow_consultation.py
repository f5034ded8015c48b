"""Follow the video call: a check is worked on while clerk and citizen talk, and at no other time."""

from chassis.unit import TooEarly
from contracts.video import ConsultationEnded, ConsultationMissed, ConsultationStarted
from identity.domain.check import Status
from identity.domain.outcome import close, end_unfinished
from identity.use_cases.follow_appointment import known_check
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_rejected


def begin_check(unit: IdentityUnit, started: ConsultationStarted) -> None:
    """Let the clerk begin."""
    check = known_check(unit, started.appointment_id)
    if check.status is Status.WAITING:
        opened = check.changed(status=Status.OPEN, consultation_id=started.consultation_id, clerk=started.clerk)
        keep(unit, check, opened)


def end_check(unit: IdentityUnit, ended: ConsultationEnded) -> None:
    """Stop when the call is over: undecided means rejected, also where it broke off, since that ends it for good."""
    check = known_check(unit, ended.appointment_id)
    if check.status is Status.WAITING:
        raise TooEarly(f"consultation {ended.consultation_id} has not been heard to start")
    if check.status is not Status.OPEN or check.consultation_id != ended.consultation_id:
        return
    rejected = keep(unit, check, end_unfinished(check, unit.clock()))
    say_rejected(unit, rejected)
    unit.note("check.rejected", check.id, "system", **facts(rejected))


def drop_check(unit: IdentityUnit, missed: ConsultationMissed) -> None:
    """Close the check of a citizen who did not come."""
    check = known_check(unit, missed.appointment_id)
    if not check.done:
        keep(unit, check, close(check))
