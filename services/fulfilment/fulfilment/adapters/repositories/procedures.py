"""Versions of procedures and the counter of case numbers, as rows."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from fulfilment.adapters.tables import case_counter, cases, procedure_version
from fulfilment.domain.flow import ENDS
from fulfilment.domain.section import Procedure


class ProcedureRows:
    """The versions that cases of one tenant rely on."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant
        self._read: dict[tuple[str, str], Procedure] = {}

    def keep(self, procedure: Procedure) -> None:
        """Keep a version; the same one is kept once."""
        row = insert(procedure_version).values(
            tenant=self._tenant,
            procedure=procedure.key,
            version=procedure.version,
            definition=procedure.model_dump(mode="json"),
        )
        self._connection.execute(row.on_conflict_do_nothing())

    def get(self, key: str, version: str) -> Procedure:
        """Return a version that was kept."""
        if (key, version) not in self._read:
            definition = self._connection.execute(
                sa.select(procedure_version.c.definition).where(
                    procedure_version.c.tenant == self._tenant,
                    procedure_version.c.procedure == key,
                    procedure_version.c.version == version,
                )
            ).scalar_one()
            self._read[key, version] = Procedure.model_validate(definition)
        return self._read[key, version]

    def find(self, key: str, version: str) -> Procedure | None:
        """Return a version, or None if no case of this town ever relied on it."""
        mine = (procedure_version.c.tenant == self._tenant, procedure_version.c.procedure == key)
        query = sa.select(procedure_version.c.version).where(*mine, procedure_version.c.version == version)
        return None if self._connection.execute(query).first() is None else self.get(key, version)

    def running(self) -> tuple[tuple[str, str, str], ...]:
        """Return key, version and name of each version that unfinished cases follow."""
        query = sa.select(cases.c.procedure, cases.c.version, sa.func.max(cases.c.procedure_name)).where(
            cases.c.tenant == self._tenant, cases.c.state.not_in(sorted(ENDS))
        )
        grouped = query.group_by(cases.c.procedure, cases.c.version).order_by(cases.c.procedure)
        return tuple((row[0], row[1], row[2]) for row in self._connection.execute(grouped))


class NumberRows:
    """Counts cases per year; the row's lock makes concurrent units wait for each other, so no number comes twice."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def following(self, year: int) -> int:
        """Return the next number of the year."""
        row = insert(case_counter).values(tenant=self._tenant, year=year, last=1)
        counted = row.on_conflict_do_update(
            index_elements=["tenant", "year"], set_={"last": case_counter.c.last + 1}
        ).returning(case_counter.c.last)
        return int(self._connection.execute(counted).scalar_one())
