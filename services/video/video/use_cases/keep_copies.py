"""What neighbours decide is kept as small copies for the desk."""

from dataclasses import replace
from uuid import UUID

from chassis.unit import TooEarly
from contracts.fulfilment import CaseOpened
from contracts.identity import CheckRejected, CheckVerified
from video.domain.copies import CaseCopy, CaseStatus, CheckCopy
from video.use_cases.ports import VideoUnit


def note_verified(unit: VideoUnit, said: CheckVerified) -> None:
    """Show at the desk that the person is identified."""
    _put_check(unit, CheckCopy(said.appointment_id, "verified", said.level))


def note_rejected(unit: VideoUnit, said: CheckRejected) -> None:
    """Show at the desk that the person could not be identified."""
    _put_check(unit, CheckCopy(said.appointment_id, "rejected"))


def note_case(unit: VideoUnit, said: CaseOpened) -> None:
    """Show a new case at the desk."""
    unit.copies.put_case(CaseCopy(said.case_id, said.appointment_id, said.number, said.procedure_name, "opened"))
    _wake(unit, said.appointment_id)


def note_case_closed(unit: VideoUnit, case_id: UUID, status: CaseStatus) -> None:
    """Show at the desk how a case came out."""
    case = unit.copies.case(case_id)
    if case is None:
        raise TooEarly(f"case {case_id} is not opened yet")
    unit.copies.put_case(replace(case, status=status))
    _wake(unit, case.appointment_id)


def _put_check(unit: VideoUnit, check: CheckCopy) -> None:
    unit.copies.put_check(check)
    _wake(unit, check.appointment_id)


def _wake(unit: VideoUnit, appointment_id: UUID) -> None:
    consultation = unit.consultations.of_appointment(appointment_id)
    if consultation is not None:
        unit.line.ring(consultation.id)
