"""Holds and appointments in PostgreSQL; each method is one statement."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from booking.adapters.repositories import rows
from booking.adapters.repositories.taken_steps import taken_steps
from booking.adapters.tables import LIVE, appointment
from booking.domain.appointment import Appointment
from booking.domain.caps import Capped, Counts
from booking.domain.slot import Slot
from booking.domain.steps import Steps
from chassis.persistence.statements import insertion
from chassis.persistence.tables import Id

_EXCLUSION_VIOLATION = "23P01"

# As text: a condition for each of sixty desks took 1.2 of 15.5 s of bookings to put together (profiled).
_FORGET_EXPIRED = sa.text("""
DELETE FROM appointment WHERE tenant = :tenant AND id IN (
    SELECT id FROM appointment
    WHERE tenant = :tenant AND state = 'held' AND held_until <= :now
      AND ((day = ANY(CAST(:days AS date[])) AND desk = ANY(CAST(:desks AS text[])) AND begins_at < :ends
            AND COALESCE(busy_until, ends_at) > :begins) OR key = :key)
    FOR UPDATE SKIP LOCKED)
""").bindparams(sa.bindparam("key", type_=Id))

# A time that is set aside for the waiting list counts for its office: it was somebody's and will be again.
_COUNTED = sa.text("""
WITH mine AS (
    SELECT day, office, items FROM appointment
    WHERE tenant = :tenant AND day BETWEEN :first AND :last AND state <> 'cancelled'
      AND (state <> 'held' OR held_until > :now) AND id IS DISTINCT FROM CAST(:besides AS uuid)
)
SELECT day, 'office', office, count(*) FROM mine GROUP BY 1, 3
UNION ALL
SELECT day, 'procedure', item->>'procedure', count(*) FROM mine, LATERAL jsonb_array_elements(items) AS item
GROUP BY 1, 3
""")

# Made once: SQLAlchemy took longer to put them together than PostgreSQL to answer (profiled).
_MINE = sa.select(appointment).where(appointment.c.tenant == sa.bindparam("tenant"))
_FIND = _MINE.where(appointment.c.id == sa.bindparam("id"))
_CLAIM = _FIND.with_for_update()
_OF_KEY = _MINE.where(appointment.c.key == sa.bindparam("key"), sa.text(LIVE))
_OF_NUMBER = _MINE.where(appointment.c.number == sa.bindparam("number"))
_WALK_INS_TO_COME = sa.select(sa.func.count()).where(
    appointment.c.tenant == sa.bindparam("tenant"),
    appointment.c.day.between(sa.bindparam("first"), sa.bindparam("last")),
    appointment.c.state == "confirmed",
    appointment.c.walk_in,
    appointment.c.office == sa.bindparam("office"),
    appointment.c.begins_at > sa.bindparam("now"),
)
_ADD = insertion(appointment, rows.COLUMNS, more="ON CONFLICT DO NOTHING")
_CHANGE = (
    appointment.update()
    .where(appointment.c.tenant == sa.bindparam("own_tenant"), appointment.c.id == sa.bindparam("own_id"))
    .values({name: sa.bindparam(f"new_{name}") for name in rows.COLUMNS if name not in rows.FIXED})
)


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
        return self._connection.execute(_ADD, {"tenant": self._tenant, **rows.values(hold)}).rowcount > 0

    def forget_expired(self, slots: Sequence[Slot], key: UUID, now: datetime) -> bool:
        """Drop expired holds in the way of these slots, which begin together; what somebody else drops is left."""
        asked = {
            "tenant": self._tenant,
            "now": now,
            "key": key,
            "desks": [slot.desk for slot in slots],
            "days": list({slot.day for slot in slots}),
            "begins": min((slot.busy.begins_at for slot in slots), default=now),
            "ends": max((slot.busy.ends_at for slot in slots), default=now),
        }
        return self._connection.execute(_FORGET_EXPIRED, asked).rowcount > 0

    def find(self, appointment_id: UUID) -> Appointment | None:
        """Return a hold or an appointment."""
        return self._one(_FIND, id=appointment_id)

    def claim(self, appointment_id: UUID) -> Appointment | None:
        """Return it, locked until the transaction ends."""
        return self._one(_CLAIM, id=appointment_id)

    def of_key(self, key: UUID) -> Appointment | None:
        """Return what an earlier click made, while it counts."""
        return self._one(_OF_KEY, key=key)

    def of_number(self, number: str) -> Appointment | None:
        """Return the appointment of a number that somebody reads out."""
        return self._one(_OF_NUMBER, number=number)

    def on_day(self, day: date) -> tuple[Appointment, ...]:
        """Return all appointments of a day, also those that were cancelled; holds aside."""
        mine = sa.and_(appointment.c.tenant == self._tenant, appointment.c.day == day, appointment.c.state != "held")
        question = sa.select(appointment).where(mine).order_by(appointment.c.begins_at, appointment.c.desk)
        return tuple(rows.read(row) for row in self._connection.execute(question))

    def walk_ins_to_come(self, office: str, first: date, last: date, now: datetime) -> int:
        """Return how many who knocked at an office have firm appointments on these days that have not begun."""
        asked = {"tenant": self._tenant, "office": office, "first": first, "last": last, "now": now}
        return int(self._connection.execute(_WALK_INS_TO_COME, asked).scalar_one())

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
        self._update(changed)

    def lock_lanes(self, slots: Sequence[Slot]) -> None:
        """Take an advisory lock for each desk and day, in sorted order."""
        for lane in sorted({f"{self._tenant}|{slot.desk}|{slot.day}" for slot in slots}):
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(lane, 0))))

    def lock_caps(self, caps: Sequence[Capped]) -> None:
        """Take an advisory lock for each, in sorted order."""
        for cap in sorted(caps):
            said = f"{self._tenant}|cap|{cap.kind}|{cap.key}|{cap.day}"
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(said, 0))))

    def counted(self, first: date, last: date, now: datetime, *, besides: UUID | None = None) -> Counts:
        """Return how many there are by day, for each office and procedure; expired holds do not count."""
        asked = {"tenant": self._tenant, "first": first, "last": last, "now": now, "besides": besides}
        found = self._connection.execute(_COUNTED, asked)
        return {Capped(day, kind, key): count for day, kind, key, count in found}

    def move(self, moved: Appointment) -> bool:
        """Store an appointment with its new slot, or leave it where it was if that is taken."""
        try:
            with self._connection.begin_nested():
                self._update(moved)
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

    def _update(self, changed: Appointment) -> None:
        new = {f"new_{name}": value for name, value in rows.values(changed).items() if name not in rows.FIXED}
        self._connection.execute(_CHANGE, {"own_tenant": self._tenant, "own_id": changed.id, **new})

    def _one(self, question: sa.Select[Any], **asked: object) -> Appointment | None:
        row = self._connection.execute(question, {"tenant": self._tenant, **asked}).one_or_none()
        return None if row is None else rows.read(row)
