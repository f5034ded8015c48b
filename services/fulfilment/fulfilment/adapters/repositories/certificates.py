"""Certificates as rows, their files beside them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from fulfilment.adapters.tables import certificate, revocation
from fulfilment.domain.certificate import Certificate

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
    """Certificates of one tenant; they can be added and read, never changed."""

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

    def _mine(self) -> sa.Select[Any]:
        revoked = sa.and_(revocation.c.tenant == certificate.c.tenant, revocation.c.certificate_id == certificate.c.id)
        query = sa.select(*_COLUMNS, revocation.c.revoked_at).select_from(certificate.outerjoin(revocation, revoked))
        return query.where(certificate.c.tenant == self._tenant)

    def _one(self, query: sa.Select[Any]) -> Certificate | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _made(row)


def _made(row: sa.Row[Any]) -> Certificate:
    return Certificate(**row._mapping)  # noqa: SLF001 - the public accessor of a row's columns
