"""The service's section of each tenant's catalogue: kept in versions, the newest counts and is read from a cache."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ValidationError
from sqlalchemy.dialects.postgresql import JSONB

from chassis.persistence.tables import catalogue

_EDITED = 0xCA7A06
"""The class of the advisory locks, one a town, under which a section is read to be stored anew."""
_NEWEST = sa.text("SELECT max(version) FROM catalogue WHERE tenant = :tenant").columns(sa.column("max"))


class NoCatalogue(LookupError):
    """The town has no catalogue here yet: import one."""


class BadCatalogue(ValueError):
    """The document cannot be used; the message names each wrong place, `faults` holds them as pydantic told them."""

    def __init__(self, service: str, faults: Sequence[Any]) -> None:
        self.faults = faults
        wrong = "\n".join(f"  {service}.{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in faults)
        super().__init__(f"the catalogue cannot be used:\n{wrong}")


@dataclass(frozen=True)
class Version:
    """One version of a section: who stored it, when and why; the first ones came by command and have no author."""

    number: int
    stored_at: datetime
    author: str | None
    note: str | None


@dataclass(frozen=True)
class PartVersion(Version):
    """A version in which one part of the section became another."""

    before: dict[str, Any]
    after: dict[str, Any]


class Sections:
    """Reads and stores the section of one service."""

    def __init__(self, service: str, model: type[BaseModel]) -> None:
        self._service = service
        self._model = model
        self._cache: dict[tuple[str, int], BaseModel] = {}

    @staticmethod
    def hold(connection: sa.Connection, tenant: str) -> None:
        """Wait until nobody else edits the tenant's section, and keep others waiting until this transaction ends."""
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_EDITED, sa.func.hashtext(tenant))))

    def current(self, connection: sa.Connection, tenant: str) -> BaseModel:
        """Return the newest version of the tenant's section, or raise `NoCatalogue`."""
        newest = connection.execute(_NEWEST, {"tenant": tenant}).scalar()
        if newest is None:
            raise NoCatalogue(f"{tenant} has no catalogue: run `python -m {self._service} catalogue import FILE`")
        if (tenant, newest) not in self._cache:
            self._cache[tenant, newest] = self._model.model_validate(self.written(connection, tenant, newest))
        return self._cache[tenant, newest]

    def read(self, document: dict[str, Any]) -> BaseModel:
        """Validate this service's section of a whole document.

        Raises:
            BadCatalogue: naming every wrong place as a path.
        """
        return self.validate(document.get(self._service, {}))

    def validate(self, section: object) -> BaseModel:
        """Validate a section by itself, or raise `BadCatalogue`."""
        try:
            return self._model.model_validate(section)
        except ValidationError as error:
            raise BadCatalogue(self._service, error.errors(include_url=False, include_input=False)) from error

    def written(self, connection: sa.Connection, tenant: str, version: int) -> dict[str, Any]:
        """Return a version as it was stored, which an older model may have written.

        Raises:
            LookupError: there is no such version.
        """
        mine = sa.and_(catalogue.c.tenant == tenant, catalogue.c.version == version)
        found = connection.execute(sa.select(catalogue.c.section).where(mine)).scalar_one_or_none()
        if found is None:
            raise LookupError(f"{tenant} has no version {version} here")
        return dict(found)

    def last_imported(self, connection: sa.Connection, tenant: str) -> BaseModel | None:
        """Return the newest version that came by command, or None: there is none, or no model of today reads it."""
        mine = sa.and_(catalogue.c.tenant == tenant, catalogue.c.author.is_(None))
        newest = sa.select(catalogue.c.section).where(mine).order_by(catalogue.c.version.desc()).limit(1)
        found = connection.execute(newest).scalar_one_or_none()
        try:
            return None if found is None else self._model.model_validate(found)
        except ValidationError:
            return None

    def history(self, connection: sa.Connection, tenant: str, most: int = 50) -> list[Version]:
        """Return the versions, the newest first."""
        kept = catalogue.c
        rows = sa.select(kept.version, kept.imported_at, kept.author, kept.note).where(kept.tenant == tenant)
        return [Version(*row) for row in connection.execute(rows.order_by(kept.version.desc()).limit(most))]

    def history_of(self, connection: sa.Connection, tenant: str, part: str, most: int = 50) -> list[PartVersion]:
        """Return the versions that changed a part of the section, an object, the newest first."""
        kept = catalogue.c
        told = sa.func.coalesce(kept.section[part], sa.literal({}, JSONB))
        before = sa.func.coalesce(sa.func.lag(told).over(order_by=kept.version), sa.literal({}, JSONB))
        each = (
            sa.select(
                kept.version, kept.imported_at, kept.author, kept.note, before.label("before"), told.label("told")
            )
            .where(kept.tenant == tenant)
            .subquery()
        )
        rows = sa.select(each).where(each.c.before != each.c.told).order_by(each.c.version.desc()).limit(most)
        return [PartVersion(*row) for row in connection.execute(rows)]

    def store(
        self,
        connection: sa.Connection,
        tenant: str,
        section: BaseModel,
        *,
        author: str | None = None,
        note: str | None = None,
    ) -> int | None:
        """Store a section as the next version and return its number; None if nothing changed."""
        self.hold(connection, tenant)
        row = connection.execute(
            sa.select(catalogue.c.version, catalogue.c.section)
            .where(catalogue.c.tenant == tenant)
            .order_by(catalogue.c.version.desc())
            .limit(1)
        ).one_or_none()
        told = section.model_dump(mode="json")
        if row is not None and row.section == told:
            return None
        version = 1 if row is None else row.version + 1
        connection.execute(
            catalogue.insert().values(tenant=tenant, version=version, section=told, author=author, note=note)
        )
        return version
