"""A socket closes."""

from uuid import UUID

from video.use_cases.ports import VideoUnit


def leave_line(unit: VideoUnit, consultation_id: UUID, participant_id: UUID, page: UUID) -> None:
    """Note that this page is gone; if another has replaced it, nothing changes."""
    unit.line.seen(consultation_id, participant_id, page, None)
    unit.line.ring(consultation_id)
