"""What fulfilment says: cases, one procedure for one citizen each."""

from datetime import datetime
from uuid import UUID

from contracts.event import event
from contracts.parts import Contact, Delivery, PostalAddress, VerifiedPerson


@event("fulfilment.case.opened", version=1, subject="case_id")
class CaseOpened:
    """A booked procedure has become a case with a number."""

    case_id: UUID
    appointment_id: UUID
    number: str
    procedure: str
    procedure_name: str
    opened_at: datetime


@event("fulfilment.case.submitted", version=1, subject="case_id")
class CaseSubmitted:
    """The citizen has seen and confirmed the request and is identified: the fee falls due now."""

    case_id: UUID
    appointment_id: UUID
    number: str
    procedure: str
    procedure_name: str
    purpose: str
    delivery: Delivery
    person: VerifiedPerson
    address: PostalAddress
    contact: Contact
    submitted_at: datetime
    exemption: str | None = None


@event("fulfilment.case.transmitted", version=1, subject="case_id")
class CaseTransmitted:
    """The request is with the authority that decides it; from here on there is no way back."""

    case_id: UUID
    appointment_id: UUID
    authority: str
    reference: str
    transmitted_at: datetime


@event("fulfilment.case.issued", version=1, subject="case_id")
class CaseIssued:
    """The town has made the certificate."""

    case_id: UUID
    appointment_id: UUID
    certificate_id: UUID
    issued_at: datetime


@event("fulfilment.case.dispatched", version=1, subject="case_id")
class CaseDispatched:
    """The result is on its way, or ready for download."""

    case_id: UUID
    appointment_id: UUID
    delivery: Delivery
    dispatched_at: datetime


@event("fulfilment.case.completed", version=1, subject="case_id")
class CaseCompleted:
    """Nothing is left to do."""

    case_id: UUID
    appointment_id: UUID
    completed_at: datetime


@event("fulfilment.case.failed", version=1, subject="case_id")
class CaseFailed:
    """The case cannot reach its end; what was paid goes back."""

    case_id: UUID
    appointment_id: UUID
    reason: str
    failed_at: datetime


@event("fulfilment.case.withdrawn", version=1, subject="case_id")
class CaseWithdrawn:
    """The citizen does not want it any more, or the appointment was cancelled."""

    case_id: UUID
    appointment_id: UUID
    reason: str
    withdrawn_at: datetime
