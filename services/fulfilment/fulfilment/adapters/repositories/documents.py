"""Documents that citizens sent, as rows, their files beside them."""

from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa

from fulfilment.adapters.tables import document
from fulfilment.domain.document import Document

_COLUMNS = tuple(column for column in document.c if column.name not in ("tenant", "content"))


class DocumentRows:
    """The documents of one tenant's cases."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, sent: Document, content: bytes) -> None:
        """Keep a document with its file."""
        self._connection.execute(document.insert().values(tenant=self._tenant, content=content, **asdict(sent)))

    def of(self, appointment_id: UUID) -> tuple[Document, ...]:
        """Return the documents of an appointment, the oldest first."""
        mine = sa.and_(document.c.tenant == self._tenant, document.c.appointment_id == appointment_id)
        rows = self._connection.execute(sa.select(*_COLUMNS).where(mine).order_by(document.c.sent_at, document.c.name))
        return tuple(Document(**row._mapping) for row in rows)  # noqa: SLF001 - the public accessor of a row's columns

    def content(self, document_id: UUID) -> bytes:
        """Return the file."""
        mine = sa.and_(document.c.tenant == self._tenant, document.c.id == document_id)
        return bytes(self._connection.execute(sa.select(document.c.content).where(mine)).scalar_one())

    def drop(self, document_id: UUID) -> None:
        """Forget a document."""
        mine = sa.and_(document.c.tenant == self._tenant, document.c.id == document_id)
        self._connection.execute(document.delete().where(mine))
