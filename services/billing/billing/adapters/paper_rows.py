"""Reminders and cancellations as rows, with their numbers and documents, and what stands against reminders."""

from collections.abc import Collection
from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from billing.adapters.tables import paper_documents, paper_numbers, papers, suspensions
from billing.domain.dunning import Suspension
from billing.domain.paper import Kind, Paper


class PaperRows:
    """The papers of one tenant in one transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def next_serial(self, kind: Kind, year: int) -> int:
        """Take the next number; the counter row stays locked until the unit ends, so numbers have no gap."""
        first = insert(paper_numbers).values(tenant=self._tenant, kind=kind, year=year, last=1)
        taken = first.on_conflict_do_update(
            index_elements=["tenant", "kind", "year"], set_={"last": paper_numbers.c.last + 1}
        ).returning(paper_numbers.c.last)
        return int(self._connection.execute(taken).scalar_one())

    def add(self, paper: Paper) -> None:
        """Keep a numbered paper; a second one of its kind for the notice is an error: its number would be lost."""
        self._connection.execute(papers.insert().values(tenant=self._tenant, **asdict(paper)))

    def get(self, paper_id: UUID) -> Paper | None:
        """Return one, locked."""
        found = self._read(papers.c.id == paper_id, lock=True)
        return found[0] if found else None

    def save(self, paper: Paper) -> None:
        """Write how far it has come, and until when it counts; what stands on it never changes."""
        here = (papers.c.tenant == self._tenant, papers.c.id == paper.id)
        told = {name: getattr(paper, name) for name in ("digest", "issued_at", "posted_on", "pay_until")}
        self._connection.execute(papers.update().where(*here).values(told))

    def of_charges(self, charge_ids: Collection[UUID]) -> list[Paper]:
        """Return the papers about these charges, oldest first."""
        return self._read(papers.c.charge_id.in_(charge_ids))

    def store_document(self, paper_id: UUID, document: bytes) -> None:
        """Keep the PDF; the database lets nobody change it afterwards."""
        values = {"tenant": self._tenant, "paper_id": paper_id, "content": document}
        self._connection.execute(paper_documents.insert().values(values))

    def document(self, paper_id: UUID) -> bytes | None:
        """Return the PDF."""
        here = (paper_documents.c.tenant == self._tenant, paper_documents.c.paper_id == paper_id)
        found = self._connection.execute(sa.select(paper_documents.c.content).where(*here)).scalar_one_or_none()
        return None if found is None else bytes(found)

    def suspend(self, suspension: Suspension) -> bool:
        """Keep what stands against reminders; False if something does already."""
        row = insert(suspensions).values(tenant=self._tenant, **asdict(suspension))
        return bool(self._connection.execute(row.on_conflict_do_nothing()).rowcount)

    def resume(self, suspension: Suspension) -> None:
        """Write that it has ended."""
        here = (suspensions.c.tenant == self._tenant, suspensions.c.id == suspension.id)
        told = {"ended_at": suspension.ended_at, "ended_by": suspension.ended_by}
        self._connection.execute(suspensions.update().where(*here).values(told))

    def suspended(self, charge_ids: Collection[UUID]) -> dict[UUID, Suspension]:
        """Return what stands against reminders of these charges, by charge."""
        chosen = sa.select(*(column for column in suspensions.c if column.name != "tenant")).where(
            suspensions.c.tenant == self._tenant,
            suspensions.c.charge_id.in_(charge_ids),
            suspensions.c.ended_at.is_(None),
        )
        return {row.charge_id: Suspension(**row._mapping) for row in self._connection.execute(chosen)}  # noqa: SLF001 - public by design

    def _read(self, *conditions: sa.ColumnElement[bool], lock: bool = False) -> list[Paper]:
        chosen = sa.select(*(column for column in papers.c if column.name != "tenant"))
        chosen = chosen.where(papers.c.tenant == self._tenant, *conditions).order_by(papers.c.created_at)
        rows = self._connection.execute(chosen.with_for_update() if lock else chosen)
        return [Paper(**row._mapping) for row in rows]  # noqa: SLF001 - public by design
