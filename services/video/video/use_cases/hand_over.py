"""A running call goes to a colleague or supervisor: offered by the one, taken by the other, never without a clerk."""

from dataclasses import replace
from uuid import UUID

from contracts.video import ConsultationStarted
from video.domain.consultation import Consultation, State
from video.domain.errors import NotPossible, NotYourCall
from video.use_cases.join_line import Caller
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import locked_consultation_of, own_call, town_day


def offer_call(unit: VideoUnit, appointment_id: UUID, clerk: str, to: str) -> None:
    """Offer the clerk's own call to a colleague; an empty `to` takes the offer back."""
    consultation = own_call(unit, appointment_id, clerk)
    if to == clerk or (to and to not in {one.subject for one in unit.clerks.all()}):
        raise NotPossible
    _save(unit, replace(consultation, offered_to=to or None))
    unit.audit("offer-call", consultation.id, f"staff:{clerk}")


def take_call(unit: VideoUnit, appointment_id: UUID, clerk: str, clerk_name: str) -> None:
    """Go on with a call that was offered; the one before leaves it."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.state is not State.IN_CALL:
        raise NotPossible
    if consultation.offered_to != clerk:
        raise NotYourCall
    unit.line.remove(consultation.id, Caller("clerk", "", consultation.clerk or "").id(consultation.id))
    # The new connection has a number of its own, which nobody has compared yet.
    taken = replace(consultation, clerk=clerk, clerk_name=clerk_name, offered_to=None, authenticated_at=None)
    _save(unit, taken)
    unit.record(
        ConsultationStarted(
            appointment_id=appointment_id, consultation_id=taken.id, clerk=clerk, started_at=unit.clock()
        )
    )
    unit.audit("take-call", consultation.id, f"staff:{clerk}")


def _save(unit: VideoUnit, consultation: Consultation) -> None:
    unit.consultations.save(consultation, town_day(unit, consultation.begins_at))
    unit.line.ring(consultation.id)
