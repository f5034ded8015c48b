"""What fulfilment remembers of appointments, as rows."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.persistence.statements import insertion
from contracts.event import decode, encode
from contracts.parts import Contact, VerifiedPerson
from fulfilment.adapters.tables import appointment
from fulfilment.domain.appointment import Appointment

_ADD = insertion(
    appointment,
    (
        "id",
        "number",
        "begins_at",
        "contact",
        "check",
        "person",
        "level",
        "check_reason",
        "checked_at",
        "closed_at",
        "booked",
    ),
)


class AppointmentRows:
    """Appointments of one tenant in one transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, known: Appointment) -> None:
        """Remember an appointment."""
        self._connection.execute(_ADD, {"tenant": self._tenant, **_values(known)})

    def save(self, known: Appointment) -> None:
        """Save an appointment's changes."""
        mine = sa.and_(appointment.c.tenant == self._tenant, appointment.c.id == known.id)
        self._connection.execute(appointment.update().where(mine).values(**_values(known)))

    def find(self, appointment_id: UUID) -> Appointment | None:
        """Return an appointment, or None if it is not known."""
        return self._one(self._mine(appointment_id))

    def lock(self, appointment_id: UUID) -> Appointment | None:
        """Return an appointment that nobody else changes until the transaction ends."""
        return self._one(self._mine(appointment_id).with_for_update())

    def _mine(self, appointment_id: UUID) -> sa.Select[Any]:
        return sa.select(appointment).where(appointment.c.tenant == self._tenant, appointment.c.id == appointment_id)

    def _one(self, query: sa.Select[Any]) -> Appointment | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _appointment(row)


def _values(known: Appointment) -> dict[str, Any]:
    return {
        "id": known.id,
        "number": known.number,
        "begins_at": known.begins_at,
        "contact": encode(known.contact),
        "check": known.check,
        "person": None if known.person is None else encode(known.person),
        "level": known.level,
        "check_reason": known.check_reason,
        "checked_at": known.checked_at,
        "closed_at": known.closed_at,
        "booked": known.booked,
    }


def _appointment(row: sa.Row[Any]) -> Appointment:
    return Appointment(
        id=row.id,
        number=row.number,
        begins_at=row.begins_at,
        contact=decode(Contact, row.contact),
        check=row.check,
        person=None if row.person is None else decode(VerifiedPerson, row.person),
        level=row.level,
        check_reason=row.check_reason,
        checked_at=row.checked_at,
        closed_at=row.closed_at,
        booked=row.booked,
    )
