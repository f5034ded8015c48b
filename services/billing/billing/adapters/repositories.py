"""Appointments and charges as rows of one town; payments and notices have modules of their own."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from billing.adapters import records
from billing.adapters.rows import Rows
from billing.adapters.tables import appointments, charges, closed_cases, notices
from billing.domain.appointment import Appointment
from billing.domain.charge import Charge


class AppointmentRows(Rows):
    """Copies of appointments."""

    table = appointments

    def add(self, appointment: Appointment) -> None:
        """Keep one; one that is known already stays as it is."""
        self._insert(asdict(appointment))

    def get(self, appointment_id: UUID) -> Appointment | None:
        """Return one, locked."""
        row = self._one(self._select(appointments.c.id == appointment_id).with_for_update())
        return None if row is None else records.appointment(row)

    def save(self, appointment: Appointment) -> None:
        """Write its changes."""
        self._update(asdict(appointment))


class ClosedCaseRows(Rows):
    """Cases that ended without a result."""

    table = closed_cases

    def add(self, case_id: UUID, at: datetime) -> None:
        """Remember that a case is closed."""
        self._insert({"case_id": case_id, "closed_at": at})

    def has(self, case_id: UUID) -> bool:
        """Tell whether a case is closed."""
        return self._one(self._select(closed_cases.c.case_id == case_id)) is not None


class ChargeRows(Rows):
    """Charges."""

    table = charges

    def add(self, charge: Charge) -> bool:
        """Keep one; False if its case has one already."""
        return self._insert(records.charge_values(charge))

    def get(self, charge_id: UUID) -> Charge | None:
        """Return one, locked."""
        row = self._one(self._select(charges.c.id == charge_id).with_for_update())
        return None if row is None else records.charge(row)

    def peek(self, charge_id: UUID) -> Charge | None:
        """Return one, without a lock."""
        row = self._one(self._select(charges.c.id == charge_id))
        return None if row is None else records.charge(row)

    def save(self, charge: Charge) -> None:
        """Write its changes."""
        self._update(records.charge_values(charge))

    def of_case(self, case_id: UUID) -> Charge | None:
        """Return the charge of a case, locked."""
        row = self._one(self._select(charges.c.case_id == case_id).with_for_update())
        return None if row is None else records.charge(row)

    def of_appointment(self, appointment_id: UUID) -> list[Charge]:
        """Return all charges of an appointment, oldest first."""
        chosen = self._select(charges.c.appointment_id == appointment_id)
        return [records.charge(row) for row in self._all(chosen.order_by(charges.c.assessed_at, charges.c.case_number))]

    def search(self, text: str, limit: int) -> list[Charge]:
        """Return charges by case number or the beginning of the family name, newest first."""
        c = charges.c
        named = sa.or_(
            c.case_number.istartswith(text, autoescape=True), c.family_name.istartswith(text, autoescape=True)
        )
        chosen = self._select(named).order_by(c.assessed_at.desc()).limit(limit)
        return [records.charge(row) for row in self._all(chosen)]

    def waiting_for_choice(self) -> list[Charge]:
        """Return the open charges, oldest first."""
        chosen = self._select(charges.c.settlement.is_(None), charges.c.voided_at.is_(None))
        return [records.charge(row) for row in self._all(chosen.order_by(charges.c.assessed_at))]

    def waiting_for_decision(self) -> list[Charge]:
        """Return the deferred charges, oldest first."""
        chosen = self._select(charges.c.settlement == "deferred", charges.c.voided_at.is_(None))
        return [records.charge(row) for row in self._all(chosen.order_by(charges.c.assessed_at))]

    def waiting_for_notice(self) -> list[Charge]:
        """Return the charges whose notice has not left yet, oldest choice first."""
        left = sa.exists().where(
            notices.c.tenant == charges.c.tenant,
            notices.c.charge_id == charges.c.id,
            notices.c.issued_at.is_not(None),
        )
        chosen = self._select(charges.c.settlement == "invoiced", charges.c.voided_at.is_(None), ~left)
        return [records.charge(row) for row in self._all(chosen.order_by(charges.c.settled_at))]
