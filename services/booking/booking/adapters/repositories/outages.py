"""Outages in PostgreSQL, and which appointments they meet."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from booking.adapters.outage_table import outage
from booking.adapters.repositories import rows
from booking.adapters.tables import appointment
from booking.domain.appointment import Appointment
from booking.domain.outage import Outage

_COLUMNS = ("id", "office", "desk", "first", "last", "reason", "actor", "met")


class OutageRows:
    """The outages of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def keep(self, told: Outage) -> None:
        """Store an outage."""
        values = {name: getattr(told, name) for name in _COLUMNS}
        self._connection.execute(outage.insert().values(tenant=self._tenant, **values))

    def find(self, outage_id: UUID) -> Outage | None:
        """Return an outage."""
        mine = sa.and_(outage.c.tenant == self._tenant, outage.c.id == outage_id)
        row = self._connection.execute(sa.select(outage).where(mine)).one_or_none()
        return None if row is None else _read(row)

    def newest(self, count: int) -> tuple[Outage, ...]:
        """Return the outages announced last."""
        mine = sa.select(outage).where(outage.c.tenant == self._tenant)
        question = mine.order_by(outage.c.announced_at.desc()).limit(count)
        return tuple(_read(row) for row in self._connection.execute(question))

    def met_by(self, told: Outage, now: datetime) -> tuple[Appointment, ...]:
        """Return the firm appointments that it meets and that have not begun, the next one first."""
        return self._coming(now, _met(told))

    def holds_met_by(self, told: Outage) -> tuple[UUID, ...]:
        """Return the holds that it meets, always in the same order, since each will be locked."""
        mine = sa.and_(appointment.c.tenant == self._tenant, appointment.c.state == "held")
        question = sa.select(appointment.c.id).where(mine, _met(told)).order_by(appointment.c.id)
        return tuple(self._connection.execute(question).scalars())

    def called_off(self, told: Outage) -> tuple[Appointment, ...]:
        """Return what was called off for it, in order of time."""
        there = sa.and_(appointment.c.tenant == self._tenant, appointment.c.day.between(told.first, told.last))
        question = sa.select(appointment).where(there, appointment.c.outage == told.id)
        found = self._connection.execute(question.order_by(appointment.c.begins_at, appointment.c.desk))
        return tuple(rows.read(row) for row in found)

    def coming(self, now: datetime) -> tuple[Appointment, ...]:
        """Return all firm appointments that have not begun, the next one first."""
        # By day too, for which there is an index.
        return self._coming(now, appointment.c.day >= now.date())

    def _coming(self, now: datetime, which: sa.ColumnElement[bool]) -> tuple[Appointment, ...]:
        mine = sa.and_(appointment.c.tenant == self._tenant, appointment.c.state == "confirmed")
        question = sa.select(appointment).where(mine, which, appointment.c.begins_at > now)
        found = self._connection.execute(question.order_by(appointment.c.begins_at, appointment.c.desk))
        return tuple(rows.read(row) for row in found)


def _met(told: Outage) -> sa.ColumnElement[bool]:
    desk = sa.true() if told.desk is None else appointment.c.desk == told.desk
    return sa.and_(appointment.c.day.between(told.first, told.last), appointment.c.office == told.office, desk)


def _read(row: sa.Row[Any]) -> Outage:
    return Outage(**{name: getattr(row, name) for name in _COLUMNS})
