"""Signatures under confirmed texts, as rows."""

from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa

from fulfilment.adapters.tables import signature
from fulfilment.domain.signature import Signature


class SignatureRows:
    """The signatures of one tenant's cases, one a case: the newest text's."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def keep(self, given: Signature) -> None:
        """Keep a signature in place of one under an earlier text."""
        self._connection.execute(signature.delete().where(self._of(given.case_id)))
        self._connection.execute(signature.insert().values(tenant=self._tenant, **asdict(given)))

    def find(self, case_id: UUID) -> Signature | None:
        """Return the case's signature."""
        columns = [column for column in signature.c if column.name != "tenant"]
        row = self._connection.execute(sa.select(*columns).where(self._of(case_id))).one_or_none()
        return None if row is None else Signature(**row._mapping)  # noqa: SLF001 - the public accessor of a row

    def _of(self, case_id: UUID) -> sa.ColumnElement[bool]:
        return sa.and_(signature.c.tenant == self._tenant, signature.c.case_id == case_id)
