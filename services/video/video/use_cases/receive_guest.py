"""An invited person comes, is let in by the clerk of the call, and can be sent out again."""

from uuid import UUID

from video.domain.consultation import Consultation
from video.domain.errors import NotPossible, TooManyPeople, UnknownConsultation
from video.domain.guest import MOST_PEOPLE, Guest, GuestState
from video.use_cases.join_line import Caller
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import own_call


def guest_of(unit: VideoUnit, guest_id: UUID) -> tuple[Guest, Consultation]:
    """Return an invitation with its consultation, or raise `UnknownConsultation`."""
    guest = unit.guests.get(guest_id)
    consultation = None if guest is None else unit.consultations.get(guest.consultation_id)
    if guest is None or consultation is None:
        raise UnknownConsultation(guest_id)
    return guest, consultation


def enter_as_guest(unit: VideoUnit, guest_id: UUID, name: str) -> Guest:
    """Wait for the clerk under this name."""
    guest, consultation = guest_of(unit, guest_id)
    if consultation.is_over:
        raise NotPossible
    entered = guest.enter(name)
    unit.guests.put(entered)
    unit.line.ring(consultation.id)
    return entered


def admit_guest(unit: VideoUnit, appointment_id: UUID, guest_id: UUID, clerk: str) -> None:
    """Let a waiting guest into the clerk's own call, if there is room for one more."""
    consultation = own_call(unit, appointment_id, clerk)
    guests = unit.guests.of(consultation.id)
    guest = next((one for one in guests if one.id == guest_id), None)
    if guest is None:
        raise UnknownConsultation(guest_id)
    # Citizen and clerk are in every call.
    if 2 + sum(one.state is GuestState.ADMITTED for one in guests) >= MOST_PEOPLE:
        raise TooManyPeople
    unit.guests.put(guest.admit())
    unit.audit("admit-guest", consultation.id, f"staff:{clerk}")
    unit.line.ring(consultation.id)


def remove_guest(unit: VideoUnit, appointment_id: UUID, guest_id: UUID, clerk: str) -> None:
    """Send a guest out: their link ends, and everybody's browser drops the connection to them."""
    consultation = own_call(unit, appointment_id, clerk)
    guest, _ = guest_of(unit, guest_id)
    if guest.consultation_id != consultation.id:
        raise UnknownConsultation(guest_id)
    unit.guests.put(guest.remove())
    unit.access.revoke(guest.id)
    unit.line.remove(consultation.id, as_caller(guest).id(consultation.id))
    unit.audit("remove-guest", consultation.id, f"staff:{clerk}")
    unit.line.ring(consultation.id)


def as_caller(guest: Guest) -> Caller:
    """Return who a guest is on the line."""
    return Caller(guest.kind, guest.name, str(guest.id))
