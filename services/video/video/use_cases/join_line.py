"""A page opens its socket: the newest page of a person counts, older ones are told that they were replaced."""

from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID, uuid5

from video.domain.consultation import Consultation, State
from video.domain.errors import NotPossible, NotYourCall, Replaced
from video.domain.guest import GuestState
from video.domain.line import Kind, Participant
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import consultation_of

Coming = Literal["new", "again", "renewed"]
"""Whether a page comes for the first time, comes back, or makes its connection anew."""


@dataclass(frozen=True)
class Caller:
    """Who opens the socket, as the door has established; `subject` is the clerk's, empty for the citizen."""

    kind: Kind
    name: str
    subject: str = ""

    def id(self, consultation_id: UUID) -> UUID:
        """Return the participant's id: the same person of the same consultation always has the same."""
        return uuid5(consultation_id, f"{self.kind}:{self.subject}")


def join_line(
    unit: VideoUnit, appointment_id: UUID, caller: Caller, page: UUID, coming: Coming = "new"
) -> Consultation:
    """Note that this page is the person's line now; a new page, or a new connection, raises their epoch.

    A page that comes back or makes its connection anew takes nothing from the page that has taken
    over meanwhile: who changed the device because the first had no network would be thrown out by its return.

    Raises:
        Replaced: if the person goes on in another page.
    """
    consultation = consultation_of(unit, appointment_id)
    _permit(consultation, caller)
    if caller.kind not in ("citizen", "clerk"):
        _permit_guest(unit, consultation, caller)
    now = unit.clock()
    known = unit.line.participant(consultation.id, caller.id(consultation.id))
    if known is None:
        me = Participant(caller.id(consultation.id), caller.kind, caller.name, 1, page, now)
    elif known.page == page and coming != "renewed":
        me = replace(known, seen_at=now)
    elif known.page != page and coming != "new":
        raise Replaced
    else:
        me = replace(known, page=page, epoch=known.epoch + 1, seen_at=now)
    unit.line.put(consultation.id, me)
    unit.line.ring(consultation.id)
    return consultation


def _permit_guest(unit: VideoUnit, consultation: Consultation, caller: Caller) -> None:
    guest = unit.guests.get(UUID(caller.subject))
    if guest is None or guest.state is not GuestState.ADMITTED or consultation.state is not State.IN_CALL:
        raise NotPossible


def _permit(consultation: Consultation, caller: Caller) -> None:
    if consultation.is_over or (caller.kind == "citizen" and consultation.state is State.PLANNED):
        raise NotPossible
    if caller.kind == "clerk" and (consultation.state, consultation.clerk) != (State.IN_CALL, caller.subject):
        raise NotYourCall
