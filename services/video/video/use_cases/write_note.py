"""The clerk keeps notes beside the call."""

from uuid import UUID

from video.use_cases.ports import VideoUnit
from video.use_cases.queries import consultation_of


def write_note(unit: VideoUnit, appointment_id: UUID, text: str, clerk: str) -> None:
    """Keep the sheet of notes as it is now."""
    consultation = consultation_of(unit, appointment_id)
    unit.notes.put(consultation.id, text, clerk, unit.clock())
    unit.audit("write-note", consultation.id, f"staff:{clerk}")
