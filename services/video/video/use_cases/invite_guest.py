"""Citizen or clerk asks somebody into the call: an interpreter, or a person at the citizen's side."""

from uuid import UUID, uuid4

from chassis.access import Grant, digest
from video.domain.errors import ConsultationOver, TooManyPeople
from video.domain.guest import MOST_INVITATIONS, Guest, GuestKind, GuestState
from video.use_cases.ports import Keys, VideoUnit
from video.use_cases.queries import locked_consultation_of, opening_of

PURPOSE = "guest"


def invite_guest(unit: VideoUnit, keys: Keys, appointment_id: UUID, kind: GuestKind, actor: str) -> str:
    """Keep an invitation and return the token of its link; nobody is let in by it before the clerk says so."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.is_over:
        raise ConsultationOver
    if sum(one.state is not GuestState.REMOVED for one in unit.guests.of(consultation.id)) >= MOST_INVITATIONS:
        raise TooManyPeople
    guest = Guest(uuid4(), consultation.id, kind)
    grant = Grant(unit.tenant.key, guest.id, PURPOSE)
    token = keys.token(grant)
    unit.guests.put(guest)
    unit.access.keep(digest(token), grant, opening_of(unit, consultation).closes)
    unit.audit("invite-guest", consultation.id, actor)
    return token
