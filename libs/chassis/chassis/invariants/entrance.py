"""An operator's entrance to a town: for an hour, with a reason, and seen in the town's audit trail (break-glass)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from chassis.persistence.tables import operator_entrance

LASTS = timedelta(hours=1)


def enter(unit: Any, actor: str, reason: str) -> None:  # noqa: ANN401 - each service has its own unit
    """Open the town to this operator."""
    identity, now = uuid4(), unit.clock()
    unit.connection.execute(
        operator_entrance.insert().values(
            tenant=unit.tenant.key, id=identity, actor=actor, reason=reason, since=now, until=now + LASTS
        )
    )
    unit.audit("operator.entered", identity, actor)


def leave(unit: Any, actor: str) -> None:  # noqa: ANN401 - each service has its own unit
    """Close the town again before the hour is over."""
    gone = operator_entrance.update().where(_open(unit, actor)).values(until=unit.clock())
    for identity in unit.connection.execute(gone.returning(operator_entrance.c.id)).scalars():
        unit.audit("operator.left", identity, actor)


def is_inside(unit: Any, actor: str) -> bool:  # noqa: ANN401 - each service has its own unit
    """Tell whether this operator has entered, and the hour is not over."""
    return bool(unit.connection.execute(sa.select(sa.exists().where(_open(unit, actor)))).scalar())


def _open(unit: Any, actor: str) -> sa.ColumnElement[bool]:  # noqa: ANN401 - each service has its own unit
    mine = operator_entrance.c
    return sa.and_(mine.tenant == unit.tenant.key, mine.actor == actor, mine.until > unit.clock())
