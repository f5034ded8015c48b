"""Billing's rows: each method one statement of one tenant; what is read to be changed is locked."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from billing.adapters import records
from billing.adapters.tables import (
    appointments,
    charges,
    closed_cases,
    notice_documents,
    notice_numbers,
    notices,
    payments,
    webhooks,
)
from billing.domain.appointment import Appointment
from billing.domain.charge import Charge
from billing.domain.notice import Notice
from billing.domain.payment import Payment


class _Rows:
    """One table of one tenant in one transaction."""

    table: sa.Table

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def _select(self, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
        return sa.select(self.table).where(self.table.c.tenant == self._tenant, *conditions)

    def _one(self, statement: sa.Select[Any]) -> records.Row | None:
        return self._connection.execute(statement).one_or_none()

    def _all(self, statement: sa.Select[Any]) -> list[records.Row]:
        return list(self._connection.execute(statement))

    def _insert(self, values: dict[str, Any]) -> bool:
        statement = insert(self.table).values(tenant=self._tenant, **values).on_conflict_do_nothing()
        return bool(self._connection.execute(statement).rowcount)

    def _update(self, values: dict[str, Any]) -> None:
        here = (self.table.c.tenant == self._tenant, self.table.c.id == values["id"])
        self._connection.execute(self.table.update().where(*here).values(**values))


class AppointmentRows(_Rows):
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


class ClosedCaseRows(_Rows):
    """Cases that ended without a result."""

    table = closed_cases

    def add(self, case_id: UUID, at: datetime) -> None:
        """Remember that a case is closed."""
        self._insert({"case_id": case_id, "closed_at": at})

    def has(self, case_id: UUID) -> bool:
        """Tell whether a case is closed."""
        return self._one(self._select(closed_cases.c.case_id == case_id)) is not None


class ChargeRows(_Rows):
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


class PaymentRows(_Rows):
    """Attempts to pay at a provider."""

    table = payments

    def add(self, payment: Payment) -> None:
        """Keep one; a second click at the same time finds it there."""
        self._insert(asdict(payment))

    def get(self, payment_id: UUID) -> Payment | None:
        """Return one, locked."""
        row = self._one(self._select(payments.c.id == payment_id).with_for_update())
        return None if row is None else records.payment(row)

    def save(self, payment: Payment) -> None:
        """Write its changes."""
        self._update(asdict(payment))

    def of_charge(self, charge_id: UUID) -> list[Payment]:
        """Return the attempts for a charge, oldest first."""
        chosen = self._select(payments.c.charge_id == charge_id).order_by(payments.c.attempt)
        return [records.payment(row) for row in self._all(chosen)]

    def together(self, payment_id: UUID) -> list[Payment]:
        """Return the payments of one order, of which this is one, locked in the same order by everybody."""
        joint = self._connection.execute(
            sa.select(payments.c.joint).where(payments.c.tenant == self._tenant, payments.c.id == payment_id)
        ).scalar_one_or_none()
        mine = payments.c.id == payment_id if joint is None else payments.c.joint == joint
        rows = self._all(self._select(mine).order_by(payments.c.id).with_for_update())
        return [records.payment(row) for row in rows]

    def by_order(self, order_id: str) -> Payment | None:
        """Return the attempt that the provider calls by this order id."""
        row = self._one(self._select(payments.c.order_id == order_id).order_by(payments.c.id).limit(1))
        return None if row is None else records.payment(row)

    def by_capture(self, capture_id: str) -> Payment | None:
        """Return the attempt whose money the provider calls by this id."""
        row = self._one(self._select(payments.c.capture_id == capture_id).order_by(payments.c.id).limit(1))
        return None if row is None else records.payment(row)

    def hear(self, transmission: str, event: str) -> bool:
        """Keep that a message of the provider was heard; False if it, or its event, was heard before."""
        row = insert(webhooks).values(tenant=self._tenant, transmission=transmission[:200], event=event[:200])
        return bool(self._connection.execute(row.on_conflict_do_nothing()).rowcount)


class NoticeRows(_Rows):
    """Fee notices, their numbers and their documents."""

    table = notices

    def next_serial(self, year: int) -> int:
        """Take the next number: the counter row stays locked until the unit ends, so numbers have no gap."""
        first = insert(notice_numbers).values(tenant=self._tenant, year=year, last=1)
        taken = first.on_conflict_do_update(
            index_elements=["tenant", "year"], set_={"last": notice_numbers.c.last + 1}
        ).returning(notice_numbers.c.last)
        return int(self._connection.execute(taken).scalar_one())

    def add(self, notice: Notice) -> None:
        """Keep a numbered notice; a second one of the same charge is an error, since its number would be lost."""
        self._connection.execute(notices.insert().values(tenant=self._tenant, **asdict(notice)))

    def get(self, notice_id: UUID) -> Notice | None:
        """Return one, locked."""
        row = self._one(self._select(notices.c.id == notice_id).with_for_update())
        return None if row is None else records.notice(row)

    def save(self, notice: Notice) -> None:
        """Write its changes."""
        self._update(asdict(notice))

    def of_charge(self, charge_id: UUID) -> Notice | None:
        """Return the notice of a charge."""
        row = self._one(self._select(notices.c.charge_id == charge_id))
        return None if row is None else records.notice(row)

    def of_appointment(self, appointment_id: UUID) -> list[Notice]:
        """Return all notices of an appointment."""
        chosen = self._select(notices.c.appointment_id == appointment_id)
        return [records.notice(row) for row in self._all(chosen.order_by(notices.c.numbered_at))]

    def of_charges(self, charge_ids: Collection[UUID]) -> dict[UUID, Notice]:
        """Return the notices of these charges by charge, locked."""
        chosen = self._select(notices.c.charge_id.in_(charge_ids)).order_by(notices.c.id).with_for_update()
        return {row.charge_id: records.notice(row) for row in self._all(chosen)}

    def by_references(self, rfs: set[str], kassenzeichen: set[str], numbers: set[str]) -> list[Notice]:
        """Return the notices that any of these name."""
        c = notices.c
        named = ((c.rf, rfs), (c.kassenzeichen, kassenzeichen), (c.number, numbers))
        found: dict[UUID, Notice] = {}
        for column, values in named:
            if values:
                found |= {row.id: records.notice(row) for row in self._all(self._select(column.in_(values)))}
        return list(found.values())

    def unpaid_of(self, amounts: set[int]) -> list[Notice]:
        """Return the notices over one of these amounts that are sent and not paid, oldest first."""
        c = notices.c
        chosen = self._select(
            c.amount.in_(amounts), c.issued_at.is_not(None), c.paid_at.is_(None), c.cancelled_at.is_(None)
        )
        return [records.notice(row) for row in self._all(chosen.order_by(c.year, c.serial).limit(1000))]

    def overdue(self, due_before: date, limit: int) -> list[Notice]:
        """Return the notices that are sent, not paid and were due before a day, oldest first."""
        c = notices.c
        open_ones = (c.issued_at.is_not(None), c.paid_at.is_(None), c.cancelled_at.is_(None), c.due < due_before)
        return [records.notice(row) for row in self._all(self._select(*open_ones).order_by(c.due, c.id).limit(limit))]

    def latest(self, limit: int) -> list[Notice]:
        """Return the newest notices first."""
        newest = self._select().order_by(notices.c.year.desc(), notices.c.serial.desc()).limit(limit)
        return [records.notice(row) for row in self._all(newest)]

    def store_document(self, notice_id: UUID, document: bytes) -> None:
        """Keep the PDF; the database lets nobody change it afterwards."""
        values = {"tenant": self._tenant, "notice_id": notice_id, "content": document}
        self._connection.execute(notice_documents.insert().values(values))

    def document(self, notice_id: UUID) -> bytes | None:
        """Return the PDF."""
        here = (notice_documents.c.tenant == self._tenant, notice_documents.c.notice_id == notice_id)
        found = self._connection.execute(sa.select(notice_documents.c.content).where(*here)).scalar_one_or_none()
        return None if found is None else bytes(found)
