"""A moved appointment moves its consultation; the old join link is replaced."""

from chassis.unit import TooEarly
from contracts.booking import AppointmentRescheduled
from video.use_cases.close_room import schedule_closing
from video.use_cases.open_consultation import keep_join_links
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import town_day


def move_consultation(unit: VideoUnit, said: AppointmentRescheduled) -> None:
    """Plan the consultation at its new time."""
    consultation = unit.consultations.lock(said.appointment_id)
    if consultation is None:
        raise TooEarly(f"appointment {said.appointment_id} is not confirmed yet")
    newest = max((link.epoch for link in said.access if link.purpose == "join"), default=consultation.epoch)
    moved = consultation.move(said.begins_at, said.ends_at, newest)
    if moved is consultation:
        return
    keep_join_links(unit, said.appointment_id, said.access)
    unit.consultations.save(moved, town_day(unit, moved.begins_at))
    schedule_closing(unit, moved)
    unit.line.ring(moved.id)
