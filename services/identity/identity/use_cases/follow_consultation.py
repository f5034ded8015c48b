"""Follow the video call: a check is worked on while clerk and citizen talk, and at no other time."""

from dataclasses import replace

from chassis.unit import TooEarly
from contracts.video import ConsultationEnded, ConsultationMissed, ConsultationStarted
from identity.domain import steps
from identity.domain.check import Status
from identity.domain.outcome import close, end_unfinished
from identity.use_cases.follow_appointment import known_check
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_rejected


def begin_check(unit: IdentityUnit, started: ConsultationStarted) -> None:
    """Let the clerk begin, or another one go on after a pause or a hand-over; news of an older call changes nothing."""
    check, at = known_check(unit, started.appointment_id), started.started_at
    if check.status is Status.WAITING:
        results = replace(check.results, connected_at=at)
        opened = check.changed(status=Status.OPEN, clerk=started.clerk, results=results)
        keep(unit, check, replace(opened, consultation_id=started.consultation_id))
    elif check.status is Status.OPEN and (check.results.connected_at is None or check.results.connected_at < at):
        kept = keep(unit, check, steps.reconnect(check, started.clerk, at))
        unit.note("check.reconnected", check.id, f"staff:{started.clerk}", **facts(kept))


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
