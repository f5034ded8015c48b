"""Keep what billing needs of a confirmed appointment: the contact, and who may see its fees."""

from collections.abc import Iterable
from uuid import UUID

from billing.domain.appointment import Appointment
from billing.use_cases.ports import BillingUnit
from chassis.access import Grant
from contracts.booking import AppointmentConfirmed
from contracts.parts import Access

SERVED = ("join", "case")
"""The purposes whose links open pages of this service."""


def note_appointment(unit: BillingUnit, event: AppointmentConfirmed) -> None:
    """Keep the contact and the access of an appointment."""
    name = f"{event.contact.given_names} {event.contact.family_name}".strip()
    unit.appointments.add(
        Appointment(
            id=event.appointment_id,
            number=event.number,
            begins_at=event.begins_at,
            contact_name=name,
            contact_email=event.contact.email,
        )
    )
    keep_access(unit, event.appointment_id, event.access)


def keep_access(unit: BillingUnit, appointment_id: UUID, entries: Iterable[Access]) -> None:
    """Keep the links that open something here; newer epochs revoke older ones."""
    for entry in entries:
        if entry.purpose in SERVED:
            grant = Grant(unit.tenant.key, appointment_id, entry.purpose, entry.epoch)
            unit.access.keep(entry.digest, grant, entry.valid_until)
