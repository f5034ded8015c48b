"""A cancelled appointment closes its consultation and every access to it."""

from chassis.unit import TooEarly
from contracts.booking import AppointmentCancelled
from video.use_cases.close_room import CLOSE_ROOM
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import town_day


def cancel_consultation(unit: VideoUnit, said: AppointmentCancelled) -> None:
    """Close the consultation of a cancelled appointment."""
    consultation = unit.consultations.lock(said.appointment_id)
    if consultation is None:
        raise TooEarly(f"appointment {said.appointment_id} is not confirmed yet")
    unit.access.revoke(said.appointment_id)
    unit.unschedule(CLOSE_ROOM, consultation.id)
    unit.consultations.save(consultation.cancel(unit.clock()), town_day(unit, consultation.begins_at))
    unit.line.ring(consultation.id)
