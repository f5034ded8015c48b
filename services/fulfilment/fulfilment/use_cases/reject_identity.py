"""Sends cases another way when the person could not be identified or a check does not stand any more."""

from uuid import UUID

from chassis.unit import TooEarly
from contracts.fulfilment import CaseFailed
from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import ISSUE, TELL_FAILED, TRANSMIT, advance, can, note, procedure_of, tell
from fulfilment.use_cases.ports import FulfilmentUnit


def reject_identity(unit: FulfilmentUnit, appointment_id: UUID, reason: str) -> None:
    """Forget the person; open cases need another way, submitted ones fail, what has left the house stays."""
    appointment = unit.appointments.lock(appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {appointment_id} is not known yet")
    if appointment.closed_at is not None:
        return
    unit.appointments.save(appointment.unverified(reason))
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
        fail(unit, case, "identity_revoked")


def fail(unit: FulfilmentUnit, case: Case, reason: str, detail: str = "") -> None:
    """End a case that cannot reach its aim, and say so to billing and the citizen."""
    advance(unit, case, "fail", "system", detail or reason, reason=reason)
    unit.unschedule(ISSUE, case.id)
    unit.unschedule(TRANSMIT, case.id)
    now = unit.clock()
    unit.record(CaseFailed(case_id=case.id, appointment_id=case.appointment_id, reason=reason, failed_at=now))
    tell(unit, case.id, TELL_FAILED)
