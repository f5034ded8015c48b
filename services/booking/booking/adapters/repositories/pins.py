"""What is kept of the PINs of telephone bookings, beside their appointments; each method is one statement."""

from uuid import UUID

import sqlalchemy as sa

from booking.adapters.tables import appointment
from booking.use_cases.row_ports import KeptPin


class PinRows:
    """The PINs of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def keep(self, appointment_id: UUID, salt: bytes, digest: bytes) -> None:
        """Store the digest of an appointment's PIN."""
        mine = sa.and_(appointment.c.tenant == self._tenant, appointment.c.id == appointment_id)
        self._connection.execute(appointment.update().where(mine).values(pin_salt=salt, pin_digest=digest))

    def of_number(self, number: str) -> KeptPin | None:
        """Return what is kept for the appointment of a number, if it has a PIN."""
        mine = sa.and_(
            appointment.c.tenant == self._tenant, appointment.c.number == number, appointment.c.pin_digest.is_not(None)
        )
        columns = (appointment.c.id, appointment.c.pin_salt, appointment.c.pin_digest)
        row = self._connection.execute(sa.select(*columns).where(mine)).one_or_none()
        return KeptPin(row.id, row.pin_salt, row.pin_digest) if row else None
