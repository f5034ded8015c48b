"""What billing's rows share: each method one statement of one tenant; what is read to be changed is locked."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from billing.adapters import records


class Rows:
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
