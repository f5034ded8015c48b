"""Refunds by bank transfer as rows, and the files that were written for the bank."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from billing.adapters.tables import refund_files, refunds
from billing.domain.refund import Refund


class RefundRows:
    """The refunds of one tenant in one transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, refund: Refund) -> None:
        """Keep a proposal; a second open one of the same charge violates a unique index."""
        self._connection.execute(refunds.insert().values(tenant=self._tenant, **asdict(refund)))

    def get(self, refund_id: UUID) -> Refund | None:
        """Return one, locked."""
        found = self._read(refunds.c.id == refund_id, lock=True)
        return found[0] if found else None

    def save(self, refund: Refund) -> None:
        """Write who has approved or withdrawn it."""
        here = (refunds.c.tenant == self._tenant, refunds.c.id == refund.id)
        decided = ("approved_at", "approved_by", "withdrawn_at", "withdrawn_by")
        told = {name: getattr(refund, name) for name in decided}
        self._connection.execute(refunds.update().where(*here).values(told))

    def open(self, *, lock: bool = False) -> list[Refund]:
        """Return those that are in no file yet and were not withdrawn, oldest first."""
        return self._read(refunds.c.file_id.is_(None), refunds.c.withdrawn_at.is_(None), lock=lock)

    def of_charge(self, charge_id: UUID) -> list[Refund]:
        """Return those of a charge that were not withdrawn, oldest first."""
        return self._read(refunds.c.withdrawn_at.is_(None), refunds.c.charge_id == charge_id)

    def by_end_to_end(self, keys: set[str]) -> dict[str, Refund]:
        """Return the ordered refunds that the bank reports under these ids."""
        ids = [UUID(key) for key in keys if len(key) == 32 and all(sign in "0123456789abcdef" for sign in key.lower())]  # noqa: PLR2004 - hexadecimal digits of a UUID
        found = self._read(refunds.c.id.in_(ids), refunds.c.file_id.is_not(None)) if ids else []
        return {refund.end_to_end: refund for refund in found}

    def put_into(self, refund_id: UUID, file_id: UUID) -> None:
        """Note in which file it goes to the bank."""
        here = (refunds.c.tenant == self._tenant, refunds.c.id == refund_id, refunds.c.file_id.is_(None))
        self._connection.execute(refunds.update().where(*here).values(file_id=file_id))

    def add_file(self, file_id: UUID, content: bytes, made_at: datetime, made_by: str) -> None:
        """Keep a file for the bank; the database lets nobody change it afterwards."""
        told = {"id": file_id, "content": content, "made_at": made_at, "made_by": made_by}
        self._connection.execute(refund_files.insert().values(tenant=self._tenant, **told))

    def file(self, file_id: UUID) -> bytes | None:
        """Return a file for the bank."""
        here = (refund_files.c.tenant == self._tenant, refund_files.c.id == file_id)
        found = self._connection.execute(sa.select(refund_files.c.content).where(*here)).scalar_one_or_none()
        return None if found is None else bytes(found)

    def files(self, limit: int) -> list[tuple[UUID, datetime]]:
        """Return the newest files first."""
        chosen = sa.select(refund_files.c.id, refund_files.c.made_at).where(refund_files.c.tenant == self._tenant)
        newest = chosen.order_by(refund_files.c.made_at.desc()).limit(limit)
        return [(row.id, row.made_at) for row in self._connection.execute(newest)]

    def _read(self, *conditions: sa.ColumnElement[bool], lock: bool = False) -> list[Refund]:
        chosen = sa.select(*(column for column in refunds.c if column.name != "tenant"))
        chosen = chosen.where(refunds.c.tenant == self._tenant, *conditions).order_by(refunds.c.proposed_at)
        rows = self._connection.execute(chosen.with_for_update() if lock else chosen)
        return [Refund(**row._mapping) for row in rows]  # noqa: SLF001 - public by design
