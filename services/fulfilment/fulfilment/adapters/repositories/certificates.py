"""Certificates as rows, their files beside them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from fulfilment.adapters.tables import certificate, revocation, revocation_proposal
from fulfilment.domain.certificate import Certificate, RevocationProposal

_COLUMNS = (
    certificate.c.id,
    certificate.c.case_id,
    certificate.c.appointment_id,
    certificate.c.title,
    certificate.c.code,
    certificate.c.sha256,
    certificate.c.issued_at,
)


class CertificateRows:
    """Certificates of one tenant; they can be added, read and in the end forgotten, never changed."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, made: Certificate, content: bytes) -> None:
        """Add a certificate with its file; a second one of the same case violates a unique constraint."""
        told = {column.name: getattr(made, column.name) for column in _COLUMNS}
        self._connection.execute(certificate.insert().values(tenant=self._tenant, content=content, **told))

    def find(self, certificate_id: UUID) -> Certificate | None:
        """Return a certificate by its id."""
        return self._one(self._mine().where(certificate.c.id == certificate_id))

    def find_by_code(self, code: str) -> Certificate | None:
        """Return a certificate by its verification code."""
        return self._one(self._mine().where(certificate.c.code == code))

    def of(self, appointment_id: UUID) -> tuple[Certificate, ...]:
        """Return the certificates of an appointment, oldest first."""
        query = self._mine().where(certificate.c.appointment_id == appointment_id).order_by(certificate.c.issued_at)
        return tuple(_made(row) for row in self._connection.execute(query))

    def content(self, certificate_id: UUID) -> bytes:
        """Return the file."""
        query = sa.select(certificate.c.content).where(
            certificate.c.tenant == self._tenant, certificate.c.id == certificate_id
        )
        return bytes(self._connection.execute(query).scalar_one())

    def revoke(self, certificate_id: UUID, at: datetime, reason: str, actor: str) -> None:
        """Say for good that a certificate holds no more; the first word counts."""
        row = {"certificate_id": certificate_id, "revoked_at": at, "reason": reason, "actor": actor}
        query = insert(revocation).values(tenant=self._tenant, **row)
        self._connection.execute(query.on_conflict_do_nothing())

    def propose(self, certificate_id: UUID, at: datetime, reason: str, actor: str) -> bool:
        """Keep a proposal to revoke, and say whether it is this one that stands: the first one does."""
        row = {"certificate_id": certificate_id, "proposed_at": at, "reason": reason, "actor": actor}
        query = insert(revocation_proposal).values(tenant=self._tenant, **row)
        return self._connection.execute(query.on_conflict_do_nothing()).rowcount == 1

    def proposal(self, certificate_id: UUID) -> RevocationProposal | None:
        """Return the proposal that waits for a second person, locked."""
        query = self._proposals().where(revocation_proposal.c.certificate_id == certificate_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        return None if row is None else RevocationProposal(*row)

    def proposals(self) -> tuple[RevocationProposal, ...]:
        """Return every proposal that waits, the oldest first."""
        rows = self._connection.execute(self._proposals().order_by(revocation_proposal.c.proposed_at))
        return tuple(RevocationProposal(*row) for row in rows)

    def drop_proposal(self, certificate_id: UUID) -> None:
        """Forget a proposal that was agreed to or dropped."""
        columns = revocation_proposal.c
        mine = sa.and_(columns.tenant == self._tenant, columns.certificate_id == certificate_id)
        self._connection.execute(revocation_proposal.delete().where(mine))

    def _proposals(self) -> sa.Select[Any]:
        columns = revocation_proposal.c
        told = (columns.certificate_id, columns.proposed_at, columns.reason, columns.actor)
        return sa.select(*told).where(columns.tenant == self._tenant)

    def _mine(self) -> sa.Select[Any]:
        revoked = sa.and_(revocation.c.tenant == certificate.c.tenant, revocation.c.certificate_id == certificate.c.id)
        is_kept = (sa.func.octet_length(certificate.c.content) > 0).label("is_kept")
        told = sa.select(*_COLUMNS, revocation.c.revoked_at, is_kept)
        query = told.select_from(certificate.outerjoin(revocation, revoked))
        return query.where(certificate.c.tenant == self._tenant)

    def _one(self, query: sa.Select[Any]) -> Certificate | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _made(row)


def _made(row: sa.Row[Any]) -> Certificate:
    return Certificate(**row._mapping)  # noqa: SLF001 - the public accessor of a row's columns
