"""Some hours after the end the line is forgotten: signals hold network addresses, chats hold words."""

from uuid import UUID

from video.use_cases.ports import VideoUnit


def purge_line(unit: VideoUnit, consultation_id: UUID) -> None:
    """Delete the log and the participants of a consultation that is over."""
    consultation = unit.consultations.get(consultation_id)
    if consultation is not None and consultation.is_over:
        unit.line.purge(consultation_id)
