"""The citizen did not come, or left before being called."""

from uuid import UUID

from contracts.video import ConsultationMissed
from video.domain.consultation import Consultation
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import locked_consultation_of, town_day


def miss_consultation(unit: VideoUnit, appointment_id: UUID, clerk: str) -> None:
    """Note at the desk that the citizen did not appear."""
    consultation = locked_consultation_of(unit, appointment_id)
    note_missed(unit, consultation)
    unit.audit("miss-consultation", consultation.id, f"staff:{clerk}")


def note_missed(unit: VideoUnit, consultation: Consultation) -> None:
    """Close a consultation that the citizen missed, and say so."""
    now = unit.clock()
    missed = consultation.miss(now)
    unit.consultations.save(missed, town_day(unit, missed.begins_at))
    unit.record(ConsultationMissed(appointment_id=missed.appointment_id, consultation_id=missed.id, missed_at=now))
    unit.line.ring(missed.id)
