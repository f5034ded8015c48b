"""The clerk notes whether both sides read the same number: the same means that nobody stands between them."""

from dataclasses import replace
from uuid import UUID

from video.use_cases.ports import VideoUnit
from video.use_cases.queries import own_call, town_day


def note_authentication(unit: VideoUnit, appointment_id: UUID, clerk: str, *, same: bool) -> None:
    """Record in the clerk's own call whether the short authentication strings are the same."""
    consultation = own_call(unit, appointment_id, clerk)
    noted = replace(consultation, authenticated_at=unit.clock() if same else None)
    unit.consultations.save(noted, town_day(unit, noted.begins_at))
    unit.audit("authenticate-call" if same else "suspect-call", noted.id, f"staff:{clerk}")
    unit.line.ring(noted.id)
