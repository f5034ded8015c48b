"""Attempts to bring documents to their addressees, as rows."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from billing.adapters.tables import dispatches
from billing.domain.dispatch import Dispatch
from chassis.mail.message import mail_id

_FIELDS = [column for column in dispatches.c if column.name not in ("tenant", "mail_id", "document")]


class DispatchRows:
    """The attempts of one tenant in one transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, dispatch: Dispatch) -> bool:
        """Keep an attempt; False if it is known."""
        mail = mail_id(self._tenant, dispatch.mail_key) if dispatch.channel == "email" else None
        row = insert(dispatches).values(tenant=self._tenant, mail_id=mail, **asdict(dispatch))
        return bool(self._connection.execute(row.on_conflict_do_nothing()).rowcount)

    def save(self, dispatch: Dispatch) -> None:
        """Write what came of it."""
        told = asdict(dispatch)
        keys = {name: told.pop(name) for name in ("item", "attempt")}
        self._connection.execute(dispatches.update().where(*self._at(**keys)).values(told))

    def latest(self, item: UUID) -> Dispatch | None:
        """Return the last attempt of a document, locked."""
        chosen = sa.select(*_FIELDS).where(dispatches.c.tenant == self._tenant, dispatches.c.item == item)
        newest = chosen.order_by(dispatches.c.attempt.desc()).limit(1).with_for_update()
        return _read(self._connection.execute(newest).one_or_none())

    def of_charge(self, charge_id: UUID) -> list[Dispatch]:
        """Return every attempt about a charge, oldest first."""
        c = dispatches.c
        chosen = sa.select(*_FIELDS).where(c.tenant == self._tenant, c.charge_id == charge_id)
        rows = self._connection.execute(chosen.order_by(c.planned_at, c.attempt))
        return [Dispatch(**row._mapping) for row in rows]  # noqa: SLF001 - public by design

    def of_mail(self, mail: UUID) -> Dispatch | None:
        """Return the attempt that was this mail."""
        chosen = sa.select(*_FIELDS).where(dispatches.c.tenant == self._tenant, dispatches.c.mail_id == mail)
        return _read(self._connection.execute(chosen.with_for_update()).one_or_none())

    def of_references(self, references: Collection[str]) -> list[Dispatch]:
        """Return the attempts that the print shop or letter service knows by these references."""
        c = dispatches.c
        again = sa.case((c.attempt == 1, c.number), else_=c.number + "-" + sa.cast(c.attempt, sa.Text))
        chosen = sa.select(*_FIELDS).where(c.tenant == self._tenant, again.in_(references))
        return [Dispatch(**row._mapping) for row in self._connection.execute(chosen)]  # noqa: SLF001 - public by design

    def to_solve(self, limit: int) -> list[Dispatch]:
        """Return what did not arrive and nobody has solved, oldest first."""
        c = dispatches.c
        waiting = (c.tenant == self._tenant, c.failed_at.is_not(None), c.solved_at.is_(None))
        chosen = sa.select(*_FIELDS).where(*waiting).order_by(c.failed_at).limit(limit)
        return [Dispatch(**row._mapping) for row in self._connection.execute(chosen)]  # noqa: SLF001 - public by design

    def undelivered(self, charge_ids: Collection[UUID]) -> set[UUID]:
        """Return which of these charges have a document that did not arrive."""
        c = dispatches.c
        waiting = (c.tenant == self._tenant, c.failed_at.is_not(None), c.solved_at.is_(None))
        return set(
            self._connection.execute(sa.select(c.charge_id).where(*waiting, c.charge_id.in_(charge_ids))).scalars()
        )

    def freeze(self, dispatch: Dispatch, document: bytes) -> bytes:
        """Keep what another attempt sends, and return it; what is kept already is never replaced."""
        here = self._at(item=dispatch.item, attempt=dispatch.attempt)
        self._connection.execute(
            dispatches.update().where(*here, dispatches.c.document.is_(None)).values(document=document)
        )
        return bytes(self._connection.execute(sa.select(dispatches.c.document).where(*here)).scalar_one())

    def document(self, dispatch: Dispatch) -> bytes | None:
        """Return what another attempt sends."""
        here = self._at(item=dispatch.item, attempt=dispatch.attempt)
        found = self._connection.execute(sa.select(dispatches.c.document).where(*here)).scalar_one_or_none()
        return None if found is None else bytes(found)

    def _at(self, *, item: UUID, attempt: int) -> tuple[sa.ColumnElement[bool], ...]:
        return (dispatches.c.tenant == self._tenant, dispatches.c.item == item, dispatches.c.attempt == attempt)


def _read(row: sa.Row[Any] | None) -> Dispatch | None:
    return None if row is None else Dispatch(**row._mapping)  # noqa: SLF001 - public by design
