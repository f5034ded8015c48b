"""What the bank has reported, as rows; many transactions are one statement."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from billing.adapters.tables import receipts, statement_files, statements
from billing.domain.receipt import Receipt
from billing.domain.statement import Statement
from billing.use_cases.bank import StatementFile, StatementLine


class BankRows:
    """Files, statements and receipts of one tenant in one transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add_file(self, file: StatementFile, content: bytes) -> bool:
        """Keep a file as it came; False if it is known."""
        row = insert(statement_files).values(tenant=self._tenant, content=content, **asdict(file))
        return bool(self._connection.execute(row.on_conflict_do_nothing()).rowcount)

    def file(self, file_id: UUID) -> StatementFile | None:
        """Return a file, without its content."""
        row = self._connection.execute(
            sa.select(*_FILE).where(statement_files.c.tenant == self._tenant, statement_files.c.id == file_id)
        ).one_or_none()
        return None if row is None else StatementFile(**row._mapping)  # noqa: SLF001 - public by design

    def content(self, file_id: UUID) -> bytes:
        """Return the bytes of a file."""
        here = (statement_files.c.tenant == self._tenant, statement_files.c.id == file_id)
        return bytes(self._connection.execute(sa.select(statement_files.c.content).where(*here)).scalar_one())

    def advance(self, file_id: UUID, *, seen: int, booked: int, finished_at: datetime | None = None) -> None:
        """Note how far a file has been read, and how many of its transactions were new."""
        here = (statement_files.c.tenant == self._tenant, statement_files.c.id == file_id)
        told = {"seen": seen, "booked": statement_files.c.booked + booked, "finished_at": finished_at}
        self._connection.execute(statement_files.update().where(*here).values(told))

    def files(self, limit: int) -> list[StatementFile]:
        """Return the newest files first."""
        newest = sa.select(*_FILE).where(statement_files.c.tenant == self._tenant)
        rows = self._connection.execute(newest.order_by(statement_files.c.taken_at.desc()).limit(limit)).all()
        return [StatementFile(**row._mapping) for row in rows]  # noqa: SLF001 - public by design

    def add_statement(self, statement: Statement, file_id: UUID) -> None:
        """Keep the head of a statement; one that is known stays as it is."""
        row = insert(statements).values(
            tenant=self._tenant, id=statement.id(self._tenant), file_id=file_id, **asdict(statement)
        )
        self._connection.execute(row.on_conflict_do_nothing())

    def lines(self, limit: int) -> list[StatementLine]:
        """Return the newest statements with what the one before closed with, to see whether one is missing."""
        c = statements.c
        before = sa.func.lag(c.closing).over(partition_by=(c.iban, c.kind), order_by=(c.sequence, c.number))
        chosen = sa.select(c.iban, c.number, c.sequence, c.opening, c.closing, before.label("closed_before"))
        newest = chosen.where(c.tenant == self._tenant, c.kind == "statement").order_by(
            c.sequence.desc().nulls_last(), c.number.desc()
        )
        return [StatementLine(**row._mapping) for row in self._connection.execute(newest.limit(limit))]  # noqa: SLF001 - public by design

    def add(self, told: Sequence[Receipt]) -> set[UUID]:
        """Keep transactions and return the ids of those that were new, whoever imports the same at the same time."""
        if not told:
            return set()
        rows = [asdict(receipt) | {"tenant": self._tenant} for receipt in sorted(told, key=lambda one: one.id)]
        kept = self._connection.execute(insert(receipts).on_conflict_do_nothing().returning(receipts.c.id).values(rows))
        return set(kept.scalars())

    def save(self, changed: Collection[Receipt]) -> None:
        """Write what came of receipts."""
        if not changed:
            return
        b = sa.bindparam
        self._connection.execute(
            receipts.update()
            .where(receipts.c.tenant == self._tenant, receipts.c.id == b("_id"))
            .values(
                charge_id=b("_charge"), reason=b("_reason"), outcome=b("_outcome"), noted_at=b("_at"), noted_by=b("_by")
            ),
            [
                {
                    "_id": one.id,
                    "_charge": one.charge_id,
                    "_reason": one.reason,
                    "_outcome": one.outcome,
                    "_at": one.noted_at,
                    "_by": one.noted_by,
                }
                for one in changed
            ],
        )

    def get(self, receipt_id: UUID) -> Receipt | None:
        """Return a receipt, locked."""
        found = self._read(receipts.c.id == receipt_id, lock=True)
        return found[0] if found else None

    def of_charges(self, charge_ids: Collection[UUID]) -> list[Receipt]:
        """Return all receipts for these charges."""
        return self._read(receipts.c.charge_id.in_(charge_ids))

    def to_note(self, limit: int) -> list[Receipt]:
        """Return what a person has to look at: nothing found, too much, a return; oldest first."""
        open_ones = (receipts.c.noted_at.is_(None), receipts.c.outcome.in_(("foreign", "over", "duplicate", "return")))
        return self._read(*open_ones, limit=limit)

    def _read(self, *conditions: sa.ColumnElement[bool], limit: int | None = None, lock: bool = False) -> list[Receipt]:
        chosen = sa.select(*(column for column in receipts.c if column.name != "tenant"))
        chosen = chosen.where(receipts.c.tenant == self._tenant, *conditions)
        chosen = chosen.order_by(receipts.c.booked_on, receipts.c.id).limit(limit)
        rows: list[Any] = list(self._connection.execute(chosen.with_for_update() if lock else chosen))
        return [Receipt(**row._mapping) for row in rows]  # noqa: SLF001 - public by design


_FILE = [column for column in statement_files.c if column.name not in ("tenant", "content")]
