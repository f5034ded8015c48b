"""Events as other services send them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from contracts.booking import AppointmentConfirmed
from contracts.fulfilment import CaseSubmitted
from contracts.parts import Access, Contact, PostalAddress, VerifiedPerson

APPOINTMENT = UUID("3f0a7f1e-6f52-4a8e-9a3c-0d4f5f6a7b81")
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


def submitted(**fields: Any) -> CaseSubmitted:
    """Return a submitted request for a Führungszeugnis by post."""
    told: dict[str, Any] = {
        "case_id": uuid4(),
        "appointment_id": APPOINTMENT,
        "number": "OF-2026-00042",
        "procedure": "fuehrungszeugnis",
        "procedure_name": "Führungszeugnis",
        "purpose": "privat",
        "delivery": "post",
        "person": VerifiedPerson(given_names="Erika", family_name="Mustermann", birth_date=date(1964, 8, 12)),
        "address": PostalAddress(street="Hindenburgstraße 12", postal_code="73760", city="Ostfildern"),
        "contact": Contact(given_names="Erika", family_name="Mustermann", email="erika@example.org"),
        "submitted_at": NOW,
    }
    return CaseSubmitted(**(told | fields))


def confirmed() -> AppointmentConfirmed:
    """Return a confirmed appointment with access for all purposes."""
    access = tuple(
        Access(purpose=purpose, digest=f"digest-{purpose}", epoch=1, valid_until=NOW)
        for purpose in ("manage", "join", "case")
    )
    return AppointmentConfirmed(
        appointment_id=APPOINTMENT,
        number="OF-2026-00042",
        begins_at=NOW,
        ends_at=NOW,
        office="rathaus",
        office_name="Rathaus",
        desk="1",
        procedures=(),
        contact=Contact(given_names="Erika", family_name="Mustermann", email="erika@example.org"),
        access=access,
    )
