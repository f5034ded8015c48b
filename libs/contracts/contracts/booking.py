"""What booking says: appointments."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.event import event
from contracts.parts import Access, Attendee, BookedProcedure, Contact


@event("booking.appointment.confirmed", version=1, subject="appointment_id")
class AppointmentConfirmed:
    """A citizen has a firm appointment; everything the other services need to prepare it.

    `interpreter` is a spoken language and `needs` what else the citizen asks to be known; `represents` says by which
    right they act for `represented`; `walk_in` is an appointment at once, without a time that was agreed before.
    """

    appointment_id: UUID
    number: str
    begins_at: datetime
    ends_at: datetime
    office: str
    office_name: str
    desk: str
    procedures: tuple[BookedProcedure, ...]
    contact: Contact
    access: tuple[Access, ...]
    interpreter: str | None = None
    sign_language: bool = False
    needs: str | None = None
    companions: tuple[Attendee, ...] = ()
    represents: Literal["guardian", "power-of-attorney"] | None = None
    represented: Attendee | None = None
    walk_in: bool = False


@event("booking.appointment.rescheduled", version=1, subject="appointment_id")
class AppointmentRescheduled:
    """The appointment has moved; `access` replaces what was sent before."""

    appointment_id: UUID
    begins_at: datetime
    ends_at: datetime
    office: str
    office_name: str
    desk: str
    access: tuple[Access, ...]


@event("booking.appointment.cancelled", version=1, subject="appointment_id")
class AppointmentCancelled:
    """The appointment will not take place; all access to it is closed."""

    appointment_id: UUID
    cancelled_at: datetime
    by: Literal["citizen", "town"]
    reason: str | None = None


@event("booking.appointment.missed", version=1, subject="appointment_id")
class AppointmentMissed:
    """The citizen did not come."""

    appointment_id: UUID
    missed_at: datetime
