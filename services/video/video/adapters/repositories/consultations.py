"""Consultations as rows."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.persistence.statements import insertion
from video.adapters.tables import consultation as table
from video.domain.consultation import Booked, Consultation, State

_FIELDS = tuple(field.name for field in fields(Consultation))
_COLUMNS = tuple(table.c[name] for name in _FIELDS)


_ADD = insertion(table, ("day", *_FIELDS))


class ConsultationRows:
    """Keeps consultations within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, consultation: Consultation, day: date) -> None:
        """Insert a new one."""
        self._connection.execute(_ADD, {"tenant": self._tenant, "day": day, **asdict(consultation)})

    def of_appointment(self, appointment_id: UUID) -> Consultation | None:
        """Return the consultation of an appointment."""
        return self._one(self._all().where(table.c.appointment_id == appointment_id))

    def lock(self, appointment_id: UUID) -> Consultation | None:
        """Return the consultation of an appointment and hold its row until the transaction ends."""
        return self._one(self._all().where(table.c.appointment_id == appointment_id).with_for_update())

    def get(self, consultation_id: UUID) -> Consultation | None:
        """Return a consultation by its own id."""
        return self._one(self._all().where(table.c.id == consultation_id))

    def save(self, consultation: Consultation, day: date) -> None:
        """Write all of a consultation back."""
        self._connection.execute(
            table.update().where(*self._is(consultation.id)).values(day=day, **asdict(consultation))
        )

    def admit(self, consultation_id: UUID, clerk: str, clerk_name: str, now: datetime) -> bool:
        """Turn waiting into in-call; of two transactions at once PostgreSQL lets exactly one find the row waiting."""
        done = self._connection.execute(
            table.update()
            .where(*self._is(consultation_id), table.c.state == State.WAITING)
            .values(
                state=State.IN_CALL,
                clerk=clerk,
                clerk_name=clerk_name,
                started_at=sa.func.coalesce(table.c.started_at, now),
                parked_at=None,
            )
        )
        return done.rowcount == 1

    def on(self, day: date) -> Sequence[Consultation]:
        """Return a day's consultations by the time agreed."""
        rows = self._connection.execute(
            self._all().where(table.c.day == day).order_by(table.c.begins_at, table.c.number)
        )
        return [_read(row) for row in rows]

    def waiting_before(self, consultation: Consultation, day: date) -> int:
        """Count who has been waiting longer on the same day."""
        before = sa.select(sa.func.count()).where(
            table.c.tenant == self._tenant,
            table.c.day == day,
            table.c.state == State.WAITING,
            table.c.arrived_at < consultation.arrived_at,
        )
        return int(self._connection.execute(before).scalar_one())

    def _all(self) -> sa.Select[Any]:
        return sa.select(*_COLUMNS).where(table.c.tenant == self._tenant)

    def _is(self, consultation_id: UUID) -> tuple[sa.ColumnElement[bool], ...]:
        return table.c.tenant == self._tenant, table.c.id == consultation_id

    def _one(self, wanted: sa.Select[Any]) -> Consultation | None:
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None else _read(row)


def _read(row: sa.Row[Any]) -> Consultation:
    told = {name: getattr(row, name) for name in _FIELDS}
    told["state"] = State(told["state"])
    told["procedures"] = tuple(Booked(**item) for item in told["procedures"])
    return Consultation(**told)
