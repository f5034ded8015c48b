"""Sends cases another way when the person could not be identified or a check does not stand any more."""

from datetime import datetime
from uuid import UUID

from chassis.unit import TooEarly
from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import advance, can, note, procedure_of
from fulfilment.use_cases.end_early import end_early
from fulfilment.use_cases.ports import FulfilmentUnit


def reject_identity(unit: FulfilmentUnit, appointment_id: UUID, reason: str, at: datetime) -> None:
    """Forget the person; open cases need another way, submitted ones fail, what has left the house stays.

    What was said before the newest known outcome changes nothing.
    """
    appointment = unit.appointments.lock(appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {appointment_id} is not known yet")
    if appointment.closed_at is not None or appointment.hears_late(at):
        return
    unit.appointments.save(appointment.unverified(reason, at))
    for case in unit.cases.lock_of(appointment_id):
        _follow(unit, case)


def _follow(unit: FulfilmentUnit, case: Case) -> None:
    if case.ended or procedure_of(unit, case).identity_level == "none":
        return
    if can(unit, case, "reject_identity", "system"):
        advance(unit, case, "reject_identity", "system", confirmation=None)
    elif case.behind_the_pivot:
        note(unit, case, "reject_identity", "system", "too_late")
    elif can(unit, case, "fail", "system"):
        end_early(unit, case, "fail", "identity_revoked")
