"""A call is over, by the clerk's word or because who was parked has left: it is said, and its line forgotten."""

from datetime import timedelta

from contracts.video import ConsultationEnded
from video.domain.consultation import Consultation, Outcome
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import town_day

PURGE_LINE = "purge-line"


def note_ended(unit: VideoUnit, consultation: Consultation, outcome: Outcome) -> None:
    """Close a consultation that has begun, say so, and have its signalling forgotten (it holds network addresses)."""
    now = unit.clock()
    ended = consultation.end(now, outcome)
    unit.consultations.save(ended, town_day(unit, ended.begins_at))
    unit.record(
        ConsultationEnded(appointment_id=ended.appointment_id, consultation_id=ended.id, ended_at=now, outcome=outcome)
    )
    unit.schedule(PURGE_LINE, ended.id, now + timedelta(hours=unit.catalogue.purge_hours))
    unit.line.ring(ended.id)
