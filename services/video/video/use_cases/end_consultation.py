"""The clerk ends the call."""

from uuid import UUID

from video.domain.consultation import Outcome
from video.domain.errors import NotYourCall
from video.use_cases.close_room import CLOSE_ROOM
from video.use_cases.note_ended import note_ended
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import locked_consultation_of


def end_consultation(unit: VideoUnit, appointment_id: UUID, clerk: str, outcome: Outcome) -> None:
    """End the clerk's own call; one that is parked is nobody's, and whoever is at the desk may end it."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.clerk not in (None, clerk) and not consultation.is_parked:
        raise NotYourCall
    note_ended(unit, consultation, outcome)
    unit.audit("end-consultation", consultation.id, f"staff:{clerk}")
    unit.unschedule(CLOSE_ROOM, consultation.id)
