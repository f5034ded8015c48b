"""Holds and appointments in PostgreSQL; each method is one statement."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from booking.adapters.repositories import rows
from booking.adapters.repositories.taken_steps import taken_steps
from booking.adapters.tables import LIVE, appointment
from booking.domain.appointment import Appointment
from booking.domain.slot import Slot
from booking.domain.steps import Steps

_EXCLUSION_VIOLATION = "23P01"


class AppointmentRows:
    """The holds and appointments of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add_hold(self, hold: Appointment) -> bool:
        """Store a hold unless the constraint objects.

        `ON CONFLICT DO NOTHING` waits for a rival's transaction instead of deadlocking with it (measured: 64 plain
        inserts into one interval gave 126 deadlocks).
        """
        row = insert(appointment).values(tenant=self._tenant, **rows.values(hold)).on_conflict_do_nothing()
        return self._connection.execute(row.returning(appointment.c.id)).first() is not None

    def forget_expired(self, slots: Sequence[Slot], key: UUID, now: datetime) -> None:
        """Drop expired holds in the way of these slots; rows that somebody else just drops are left to them."""
        in_the_way = [
            sa.and_(
                appointment.c.desk == slot.desk,
                appointment.c.begins_at < slot.busy.ends_at,
                sa.func.coalesce(appointment.c.busy_until, appointment.c.ends_at) > slot.busy.begins_at,
            )
            for slot in slots
        ]
        days = {slot.day for slot in slots}
        expired = (
            sa.select(appointment.c.id)
            .where(appointment.c.tenant == self._tenant, appointment.c.state == "held")
            .where(appointment.c.held_until <= now)
            .where(
                sa.or_(sa.and_(appointment.c.day.in_(days), sa.or_(sa.false(), *in_the_way)), appointment.c.key == key)
            )
            .with_for_update(skip_locked=True)
        )
        self._connection.execute(
            appointment.delete().where(appointment.c.tenant == self._tenant, appointment.c.id.in_(expired))
        )

    def find(self, appointment_id: UUID) -> Appointment | None:
        """Return a hold or an appointment."""
        return self._one(self._by_id(appointment_id))

    def claim(self, appointment_id: UUID) -> Appointment | None:
        """Return it, locked until the transaction ends."""
        return self._one(self._by_id(appointment_id).with_for_update())

    def of_key(self, key: UUID) -> Appointment | None:
        """Return what an earlier click made, while it counts."""
        return self._one(
            sa.select(appointment).where(appointment.c.tenant == self._tenant, appointment.c.key == key, sa.text(LIVE))
        )

    def of_number(self, number: str) -> Appointment | None:
        """Return the appointment of a number that somebody reads out."""
        mine = sa.and_(appointment.c.tenant == self._tenant, appointment.c.number == number)
        return self._one(sa.select(appointment).where(mine))

    def on_day(self, day: date) -> tuple[Appointment, ...]:
        """Return all appointments of a day, also those that were cancelled; holds aside."""
        mine = sa.and_(appointment.c.tenant == self._tenant, appointment.c.day == day, appointment.c.state != "held")
        question = sa.select(appointment).where(mine).order_by(appointment.c.begins_at, appointment.c.desk)
        return tuple(rows.read(row) for row in self._connection.execute(question))

    def coming_of(self, address: str, now: datetime) -> tuple[Appointment, ...]:
        """Return the firm appointments of an address that are not over, the next one first."""
        question = (
            sa.select(appointment)
            .where(appointment.c.tenant == self._tenant, appointment.c.address == address)
            .where(appointment.c.state == "confirmed", appointment.c.ends_at > now)
            .order_by(appointment.c.begins_at)
        )
        return tuple(rows.read(row) for row in self._connection.execute(question))

    def save(self, changed: Appointment) -> None:
        """Store a changed appointment that keeps its slot."""
        self._connection.execute(self._update(changed))

    def lock_lanes(self, slots: Sequence[Slot]) -> None:
        """Take an advisory lock for each desk and day, in sorted order."""
        for lane in sorted({f"{self._tenant}|{slot.desk}|{slot.day}" for slot in slots}):
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(lane, 0))))

    def move(self, moved: Appointment) -> bool:
        """Store an appointment with its new slot, or leave it where it was if that is taken."""
        try:
            with self._connection.begin_nested():
                self._connection.execute(self._update(moved))
        except IntegrityError as error:
            if getattr(error.orig, "pgcode", "") == _EXCLUSION_VIOLATION:
                return False
            raise
        return True

    def remove(self, appointment_id: UUID) -> None:
        """Drop a hold."""
        self._connection.execute(
            appointment.delete().where(
                appointment.c.tenant == self._tenant,
                appointment.c.id == appointment_id,
                appointment.c.state == "held",
            )
        )

    def taken(self, steps: Steps, now: datetime, *, around: datetime | None = None) -> Mapping[str, int]:
        """Return the steps that are held or confirmed, by desk."""
        return taken_steps(self._connection, self._tenant, steps, now, around)

    def _by_id(self, appointment_id: UUID) -> sa.Select[tuple[object, ...]]:
        return sa.select(appointment).where(appointment.c.tenant == self._tenant, appointment.c.id == appointment_id)

    def _update(self, changed: Appointment) -> sa.Update:
        mine = sa.and_(appointment.c.tenant == self._tenant, appointment.c.id == changed.id)
        return appointment.update().where(mine).values(**rows.values(changed))

    def _one(self, question: sa.Select[tuple[object, ...]]) -> Appointment | None:
        row = self._connection.execute(question).one_or_none()
        return None if row is None else rows.read(row)
