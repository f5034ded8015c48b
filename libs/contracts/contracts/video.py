"""What video says: consultations."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.event import event


@event("video.citizen.arrived", version=1, subject="appointment_id")
class CitizenArrived:
    """The citizen is in the waiting room, with camera and microphone tested."""

    appointment_id: UUID
    consultation_id: UUID
    arrived_at: datetime


@event("video.consultation.started", version=1, subject="appointment_id")
class ConsultationStarted:
    """A clerk has admitted the citizen, for the first time or again, or taken the call over; `clerk` is the subject."""

    appointment_id: UUID
    consultation_id: UUID
    clerk: str
    started_at: datetime


@event("video.consultation.ended", version=1, subject="appointment_id")
class ConsultationEnded:
    """The video call is over."""

    appointment_id: UUID
    consultation_id: UUID
    ended_at: datetime
    outcome: Literal["completed", "broken_off"]


@event("video.consultation.missed", version=1, subject="appointment_id")
class ConsultationMissed:
    """The citizen did not appear in time."""

    appointment_id: UUID
    consultation_id: UUID
    missed_at: datetime
