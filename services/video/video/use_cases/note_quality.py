"""A browser tells how the last minute of its call was; it is kept for operators, without addresses or names."""

from uuid import UUID

from video.domain.consultation import State
from video.domain.quality import Measured, Minute
from video.use_cases.ports import VideoUnit


def note_quality(unit: VideoUnit, consultation_id: UUID, kind: str, minute: Minute) -> None:
    """Keep one side's minute of a running call."""
    consultation = unit.consultations.get(consultation_id)
    if consultation is not None and consultation.state is State.IN_CALL:
        unit.quality.add(consultation_id, Measured(kind, unit.clock(), minute))
