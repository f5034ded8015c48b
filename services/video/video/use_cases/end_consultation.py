"""The clerk ends the call."""

from datetime import timedelta
from uuid import UUID

from contracts.video import ConsultationEnded
from video.domain.consultation import Outcome
from video.domain.errors import NotYourCall
from video.use_cases.close_room import CLOSE_ROOM
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import locked_consultation_of, town_day

PURGE_LINE = "purge-line"


def end_consultation(unit: VideoUnit, appointment_id: UUID, clerk: str, outcome: Outcome) -> None:
    """End the clerk's own call, say so, and have its signalling forgotten (it holds network addresses)."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.clerk not in (None, clerk):
        raise NotYourCall
    now = unit.clock()
    ended = consultation.end(now, outcome)
    unit.consultations.save(ended, town_day(unit, ended.begins_at))
    unit.record(
        ConsultationEnded(appointment_id=appointment_id, consultation_id=ended.id, ended_at=now, outcome=outcome)
    )
    unit.audit("end-consultation", ended.id, f"staff:{clerk}")
    unit.unschedule(CLOSE_ROOM, ended.id)
    unit.schedule(PURGE_LINE, ended.id, now + timedelta(hours=unit.catalogue.purge_hours))
    unit.line.ring(ended.id)
