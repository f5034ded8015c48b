"""The service's section of each tenant's catalogue: imported as a new version, read from a cache."""

from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ValidationError

from chassis.persistence.tables import catalogue


class NoCatalogue(LookupError):
    """The town has no catalogue here yet: import one."""


class BadCatalogue(ValueError):
    """The document cannot be used; the message names each wrong place."""


class Sections:
    """Reads and imports the section of one service."""

    def __init__(self, service: str, model: type[BaseModel]) -> None:
        self._service = service
        self._model = model
        self._cache: dict[tuple[str, int], BaseModel] = {}

    def current(self, connection: sa.Connection, tenant: str) -> BaseModel:
        """Return the newest version of the tenant's section, or raise `NoCatalogue`."""
        newest = connection.execute(
            sa.select(sa.func.max(catalogue.c.version)).where(catalogue.c.tenant == tenant)
        ).scalar()
        if newest is None:
            raise NoCatalogue(f"{tenant} has no catalogue: run `python -m {self._service} catalogue import FILE`")
        if (tenant, newest) not in self._cache:
            section = connection.execute(
                sa.select(catalogue.c.section).where(catalogue.c.tenant == tenant, catalogue.c.version == newest)
            ).scalar_one()
            self._cache[tenant, newest] = self._model.model_validate(section)
        return self._cache[tenant, newest]

    def read(self, document: dict[str, Any]) -> BaseModel:
        """Validate this service's section of a whole document.

        Raises:
            BadCatalogue: naming every wrong place as a path.
        """
        try:
            return self._model.model_validate(document.get(self._service, {}))
        except ValidationError as error:
            wrong = "\n".join(f"  {self._service}.{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            raise BadCatalogue(f"the catalogue cannot be used:\n{wrong}") from error

    def store(self, connection: sa.Connection, tenant: str, section: BaseModel) -> int | None:
        """Store a section as the next version and return its number; None if nothing changed."""
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
        connection.execute(catalogue.insert().values(tenant=tenant, version=version, section=told))
        return version
