"""The clerk sends the citizen back to the waiting room for a while, to look something up or to ask somebody."""

from dataclasses import replace
from uuid import UUID

from video.domain.guest import GuestState
from video.use_cases.join_line import Caller
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import own_call, town_day
from video.use_cases.receive_guest import as_caller


def park_consultation(unit: VideoUnit, appointment_id: UUID, clerk: str, message: str) -> None:
    """Interrupt the clerk's own call; whoever calls the citizen again goes on with it."""
    consultation = own_call(unit, appointment_id, clerk)
    for guest in unit.guests.of(consultation.id):
        if guest.state is GuestState.ADMITTED:
            unit.guests.put(replace(guest, state=GuestState.WAITING))
            unit.line.remove(consultation.id, as_caller(guest).id(consultation.id))
    parked = consultation.park(unit.clock(), message)
    unit.consultations.save(parked, town_day(unit, parked.begins_at))
    unit.line.remove(parked.id, Caller("clerk", "", clerk).id(parked.id))
    unit.audit("park-consultation", parked.id, f"staff:{clerk}")
    unit.line.ring(parked.id)
