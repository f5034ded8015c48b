"""The clerk notes whether both sides read the same number: the same means that nobody stands between them."""

from dataclasses import replace
from uuid import UUID

from video.domain.consultation import State
from video.domain.errors import NotPossible, NotYourCall
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import locked_consultation_of, town_day


def note_authentication(unit: VideoUnit, appointment_id: UUID, clerk: str, *, same: bool) -> None:
    """Record in the clerk's own call whether the short authentication strings are the same."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.state is not State.IN_CALL:
        raise NotPossible
    if consultation.clerk != clerk:
        raise NotYourCall
    noted = replace(consultation, authenticated_at=unit.clock() if same else None)
    unit.consultations.save(noted, town_day(unit, noted.begins_at))
    unit.audit("authenticate-call" if same else "suspect-call", noted.id, f"staff:{clerk}")
    unit.line.ring(noted.id)
