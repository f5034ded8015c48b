"""Versions of procedures and the counter of case numbers, as rows."""

import sqlalchemy as sa

from chassis.persistence.statements import insertion
from fulfilment.adapters.tables import case_counter, cases, procedure_version
from fulfilment.domain.flow import ENDS
from fulfilment.domain.section import Procedure

# Put together once: every case passes here, and SQLAlchemy compiles an insert with ON CONFLICT anew each time.
_KEPT = sa.select(sa.literal(1)).where(
    *(procedure_version.c[name] == sa.bindparam(name) for name in ("tenant", "procedure", "version"))
)
_KEEP = insertion(procedure_version, ("procedure", "version", "definition"), more="ON CONFLICT DO NOTHING")
_FOLLOWING = insertion(
    case_counter,
    ("year", "last"),
    more="ON CONFLICT (tenant, year) DO UPDATE SET last = case_counter.last + 1 RETURNING last",
)


class ProcedureRows:
    """The versions that cases of one tenant rely on."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant
        self._read: dict[tuple[str, str], Procedure] = {}

    def keep(self, procedure: Procedure) -> None:
        """Keep a version; the same one is kept once."""
        row = {"tenant": self._tenant, "procedure": procedure.key, "version": procedure.version}
        # Asked first, since a definition is long and nearly always there.
        if self._connection.execute(_KEPT, row).first() is None:
            self._connection.execute(_KEEP, row | {"definition": procedure.model_dump(mode="json")})

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
        counted = self._connection.execute(_FOLLOWING, {"tenant": self._tenant, "year": year, "last": 1})
        return int(counted.scalar_one())
