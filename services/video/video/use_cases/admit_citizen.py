"""A clerk calls a citizen out of the waiting room; of two clerks at once, one wins."""

from uuid import UUID

from contracts.video import ConsultationStarted
from video.domain.consultation import Consultation, State
from video.domain.errors import AlreadyAdmitted, NotPossible
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import consultation_of


def admit_citizen(unit: VideoUnit, appointment_id: UUID, clerk: str, clerk_name: str) -> Consultation:
    """Begin the call with the clerk who is first, or go on with one that was parked; the same clerk may ask twice.

    Each time it is said, because who identifies the person has to compare the new connection.
    """
    consultation = consultation_of(unit, appointment_id)
    now = unit.clock()
    if unit.consultations.admit(consultation.id, clerk, clerk_name, now):
        unit.record(
            ConsultationStarted(
                appointment_id=appointment_id, consultation_id=consultation.id, clerk=clerk, started_at=now
            )
        )
        unit.audit("admit-citizen", consultation.id, f"staff:{clerk}")
        unit.line.ring(consultation.id)
        return consultation_of(unit, appointment_id)
    current = consultation_of(unit, appointment_id)
    if current.state is not State.IN_CALL:
        raise NotPossible
    if current.clerk != clerk:
        raise AlreadyAdmitted(current.clerk_name or "")
    return current
