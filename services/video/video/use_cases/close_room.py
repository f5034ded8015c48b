"""The waiting room of an appointment closes some time after the agreed beginning; who never came has missed it."""

from datetime import timedelta
from uuid import UUID

from video.domain.consultation import Consultation, State
from video.use_cases.miss_consultation import note_missed
from video.use_cases.ports import VideoUnit

CLOSE_ROOM = "close-room"
ASK_AGAIN = timedelta(minutes=15)


def schedule_closing(unit: VideoUnit, consultation: Consultation) -> None:
    """Have the room closed in time; a new time moves it."""
    unit.schedule(CLOSE_ROOM, consultation.id, unit.catalogue.hours.opening(consultation.begins_at).closes)


def close_room(unit: VideoUnit, consultation_id: UUID) -> None:
    """Close the room of whoever is not there; nobody who still waits is sent away by a timer."""
    found = unit.consultations.get(consultation_id)
    consultation = found and unit.consultations.lock(found.appointment_id)
    if consultation is None or consultation.state not in (State.PLANNED, State.WAITING):
        return
    now = unit.clock()
    if any(person.present(now) for person in unit.line.roster(consultation.id)):
        unit.schedule(CLOSE_ROOM, consultation.id, now + ASK_AGAIN)
        return
    if now >= unit.catalogue.hours.opening(consultation.begins_at).closes:
        note_missed(unit, consultation)
