"""A socket is still open."""

from uuid import UUID

from video.use_cases.ports import VideoUnit


def keep_alive(unit: VideoUnit, consultation_id: UUID, participant_id: UUID, page: UUID) -> None:
    """Note a sign of life of this page."""
    unit.line.seen(consultation_id, participant_id, page, unit.clock())
