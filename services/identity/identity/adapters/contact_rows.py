"""Contacts of bookings as rows of one town."""

from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from identity.adapters.tables import contact
from identity.domain.contact import ContactOf


class ContactRows:
    """Keeps a contact for as long as its check needs it."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def keep(self, appointment_id: UUID, told: ContactOf) -> None:
        """Keep what was given at booking."""
        row = insert(contact).values(tenant=self._tenant, appointment_id=appointment_id, **asdict(told))
        self._connection.execute(row.on_conflict_do_nothing())

    def of(self, appointment_id: UUID) -> ContactOf:
        """Return the contact; empty if there is none."""
        mine = (contact.c.tenant == self._tenant, contact.c.appointment_id == appointment_id)
        row = self._connection.execute(sa.select(contact).where(*mine)).one_or_none()
        return ContactOf() if row is None else ContactOf(row.email, row.phone, row.mail_language)

    def forget(self, appointment_id: UUID) -> None:
        """Drop it."""
        mine = (contact.c.tenant == self._tenant, contact.c.appointment_id == appointment_id)
        self._connection.execute(contact.delete().where(*mine))
