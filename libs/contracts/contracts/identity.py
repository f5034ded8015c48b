"""What identity says: checks and their outcome, never a serial number or an image."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.event import event
from contracts.parts import Level, VerifiedPerson


@event("identity.check.verified", version=1, subject="appointment_id")
class CheckVerified:
    """The clerk knows who the person is, at this level of assurance (BSI TR-03147)."""

    appointment_id: UUID
    check_id: UUID
    person: VerifiedPerson
    level: Level
    method: Literal["video", "in_person", "eid", "bundid"]
    document_kind: Literal["id_card", "passport", "residence_permit", "other"]
    issuing_state: str
    verified_at: datetime


@event("identity.check.rejected", version=1, subject="appointment_id")
class CheckRejected:
    """The person could not be identified; the case goes another way."""

    appointment_id: UUID
    check_id: UUID
    reason: str
    rejected_at: datetime


@event("identity.check.revoked", version=1, subject="appointment_id")
class CheckRevoked:
    """A check that was verified does not stand any more."""

    appointment_id: UUID
    check_id: UUID
    reason: str
    revoked_at: datetime
