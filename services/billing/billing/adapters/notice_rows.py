"""Fee notices, their numbers and their documents as rows of one town."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from billing.adapters import records
from billing.adapters.rows import Rows
from billing.adapters.tables import dispatches, notice_documents, notice_numbers, notices, papers, suspensions
from billing.domain.notice import Notice


class NoticeRows(Rows):
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

    def to_remind(self, due_before: date, today: date, limit: int) -> list[Notice]:
        """Return the notices that are posted, not paid, were due before a day and may be reminded of, oldest first."""
        return self._overdue(due_before, limit, notices.c.posted_on.is_not(None), ~_holds_up(today))

    def held_up(self, due_before: date, today: date, limit: int) -> list[Notice]:
        """Return the others that are not paid and were due: reminded of, suspended, or come back; oldest first."""
        return self._overdue(due_before, limit, _holds_up(today))

    def _overdue(self, due_before: date, limit: int, *conditions: sa.ColumnElement[bool]) -> list[Notice]:
        c = notices.c
        open_ones = (c.issued_at.is_not(None), c.paid_at.is_(None), c.cancelled_at.is_(None), c.due < due_before)
        chosen = self._select(*open_ones, *conditions).order_by(c.due, c.id).limit(limit)
        return [records.notice(row) for row in self._all(chosen)]

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


def _holds_up(today: date) -> sa.ColumnElement[bool]:
    """Tell of a notice whether it was reminded of, reminders are suspended, or something of it did not arrive."""
    s, d = suspensions.c, dispatches.c
    lasting = sa.or_(s.until.is_(None), s.until >= today)
    return sa.or_(
        _exists(papers, papers.c.kind == "reminder"),
        _exists(suspensions, s.ended_at.is_(None), lasting),
        _exists(dispatches, d.failed_at.is_not(None), d.solved_at.is_(None)),
    )


def _exists(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    c = table.c
    return sa.exists().where(c.tenant == notices.c.tenant, c.charge_id == notices.c.charge_id, *conditions)
