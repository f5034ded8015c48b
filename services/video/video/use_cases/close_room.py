"""The waiting room of an appointment closes some time after the agreed beginning; who never came has missed it."""

from datetime import timedelta
from uuid import UUID

from video.domain.consultation import Consultation, State
from video.use_cases.miss_consultation import note_missed
from video.use_cases.note_ended import note_ended
from video.use_cases.ports import VideoUnit

CLOSE_ROOM = "close-room"
ASK_AGAIN = timedelta(minutes=15)


def schedule_closing(unit: VideoUnit, consultation: Consultation) -> None:
    """Have the room closed in time; a new time moves it."""
    unit.schedule(CLOSE_ROOM, consultation.id, unit.catalogue.hours.opening(consultation.begins_at).closes)


def close_room(unit: VideoUnit, consultation_id: UUID) -> None:
    """Close the room of whoever is not there; nobody who still waits, or is in the call, is sent away by a timer.

    Who was parked and has left has missed nothing: their call was broken off.
    """
    found = unit.consultations.get(consultation_id)
    consultation = found and unit.consultations.lock(found.appointment_id)
    if consultation is None or consultation.is_over:
        return
    now = unit.clock()
    speaks = consultation.state is State.IN_CALL
    if speaks or any(person.present(now) for person in unit.line.roster(consultation.id)):
        unit.schedule(CLOSE_ROOM, consultation.id, now + ASK_AGAIN)
        return
    if now < unit.catalogue.hours.opening(consultation.begins_at).closes:
        return
    if consultation.is_parked:
        note_ended(unit, consultation, "broken_off")
    else:
        note_missed(unit, consultation)
