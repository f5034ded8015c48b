"""The citizen has tested camera and microphone, agrees to the call and enters the waiting room."""

from uuid import UUID

from contracts.video import CitizenArrived
from video.domain.consultation import Consultation, State
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import locked_consultation_of, town_day


def enter_waiting_room(unit: VideoUnit, appointment_id: UUID, *, consents: bool, devices: str = "") -> Consultation:
    """Let the citizen into the waiting room and say so once."""
    before = locked_consultation_of(unit, appointment_id)
    now = unit.clock()
    after = before.enter(now, unit.catalogue.hours, consents=consents, devices=devices)
    if before.state is State.PLANNED:
        unit.consultations.save(after, town_day(unit, after.begins_at))
        unit.record(CitizenArrived(appointment_id=appointment_id, consultation_id=after.id, arrived_at=now))
        unit.line.ring(after.id)
    return after
