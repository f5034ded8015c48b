"""The waiting list in PostgreSQL; each method is one statement."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from booking.adapters.waiting_table import waiting
from booking.domain.slot import Slot
from booking.domain.waiting import TimeWish, Waiting

# Asked at every booking, so it is put together once.
_SERVED_BY = sa.select(waiting.c.id).where(
    waiting.c.tenant == sa.bindparam("tenant"),
    sa.or_(
        waiting.c.hold == sa.bindparam("hold"),
        sa.and_(
            waiting.c.address == sa.bindparam("address"),
            waiting.c.procedures.contained_by(sa.bindparam("procedures", type_=JSONB)),
        ),
    ),
)


class WaitingRows:
    """The line of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str, zone: ZoneInfo) -> None:
        self._connection = connection
        self._tenant = tenant
        self._zone = zone

    def add(self, one: Waiting) -> None:
        """Store a place at the end of the line."""
        self._connection.execute(waiting.insert().values(tenant=self._tenant, **_values(one)))

    def save(self, changed: Waiting) -> None:
        """Store a changed place."""
        self._connection.execute(waiting.update().where(self._is(changed.id)).values(**_values(changed)))

    def remove(self, waiting_id: UUID) -> None:
        """Drop a place."""
        self._connection.execute(waiting.delete().where(self._is(waiting_id)))

    def find(self, waiting_id: UUID) -> Waiting | None:
        """Return a place."""
        return self._one(sa.select(waiting).where(self._is(waiting_id)))

    def claim(self, waiting_id: UUID) -> Waiting | None:
        """Return it, locked until the transaction ends."""
        return self._one(sa.select(waiting).where(self._is(waiting_id)).with_for_update())

    def of_hold(self, hold_id: UUID) -> Waiting | None:
        """Return the place to which this hold was offered, locked."""
        mine = sa.and_(waiting.c.tenant == self._tenant, waiting.c.hold == hold_id)
        return self._one(sa.select(waiting).where(mine).with_for_update())

    def anybody(self) -> bool:
        """Tell whether somebody waits without an offer."""
        line = sa.select(waiting.c.id).where(waiting.c.tenant == self._tenant, waiting.c.hold.is_(None))
        return self._connection.execute(line.limit(1)).first() is not None

    def in_line_for(self, slot: Slot) -> Iterator[Waiting]:
        """Yield, first come first, whom this slot suits, each locked; whoever is just being asked is passed over."""
        waits = sa.and_(waiting.c.tenant == self._tenant, waiting.c.hold.is_(None))
        line = sa.select(waiting).where(waits, waiting.c.until >= slot.day).order_by(waiting.c.joined_at, waiting.c.id)
        for one in map(_read, self._connection.execute(line).all()):
            if one.would_take(slot, self._zone):
                mine = sa.select(waiting).where(waits, waiting.c.id == one.id).with_for_update(skip_locked=True)
                if claimed := self._one(mine):
                    yield claimed

    def served_by(self, appointment_id: UUID, address: str, procedures: Sequence[str]) -> list[UUID]:
        """Return the places that this appointment makes needless: its own offer, or the same address and wish."""
        asked = {"tenant": self._tenant, "hold": appointment_id, "address": address, "procedures": list(procedures)}
        return list(self._connection.execute(_SERVED_BY, asked).scalars())

    def _is(self, waiting_id: UUID) -> sa.ColumnElement[bool]:
        return sa.and_(waiting.c.tenant == self._tenant, waiting.c.id == waiting_id)

    def _one(self, question: sa.Select[Any]) -> Waiting | None:
        row = self._connection.execute(question).one_or_none()
        return None if row is None else _read(row)


def _values(one: Waiting) -> dict[str, Any]:
    return {
        "id": one.id,
        "email": one.email,
        "mail_language": one.mail_language,
        "procedures": list(one.wish.procedures),
        "persons": one.wish.persons,
        "offices": list(one.wish.offices),
        "weekdays": list(one.wish.weekdays),
        "parts": list(one.wish.parts),
        "until": one.wish.until,
        "consented_at": one.consented_at,
        "hold": one.hold,
        "offered_until": one.offered_until,
        "unanswered": one.unanswered,
        "passed": [moment.isoformat() for moment in one.passed],
    }


def _read(row: sa.Row[Any]) -> Waiting:
    wish = TimeWish(
        procedures=tuple(row.procedures),
        persons=row.persons,
        offices=tuple(row.offices),
        weekdays=tuple(row.weekdays),
        parts=tuple(row.parts),
        until=row.until,
    )
    return Waiting(
        id=row.id,
        email=row.email,
        mail_language=row.mail_language,
        wish=wish,
        consented_at=row.consented_at,
        hold=row.hold,
        offered_until=row.offered_until,
        unanswered=row.unanswered,
        passed=tuple(map(datetime.fromisoformat, row.passed)),
    )
