"""The clerk sends a line to the person who waits: "Es dauert noch fünf Minuten"."""

from dataclasses import replace
from uuid import UUID

from video.domain.consultation import State
from video.domain.errors import NotPossible
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import locked_consultation_of, town_day


def tell_waiting_citizen(unit: VideoUnit, appointment_id: UUID, text: str, clerk: str) -> None:
    """Show a message in the waiting room, in place of the last one."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.state not in (State.PLANNED, State.WAITING):
        raise NotPossible
    unit.consultations.save(replace(consultation, message=text), town_day(unit, consultation.begins_at))
    unit.audit("tell-waiting-citizen", consultation.id, f"staff:{clerk}")
    unit.line.ring(consultation.id)
