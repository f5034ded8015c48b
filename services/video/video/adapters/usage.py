"""What a town pays the provider for at video."""

import sqlalchemy as sa

from chassis.persistence.usage import Usage
from video.adapters.tables import consultation

_HELD = sa.and_(consultation.c.started_at.is_not(None), consultation.c.ended_at.is_not(None))
_MINUTES = sa.func.sum(sa.extract("epoch", consultation.c.ended_at - consultation.c.started_at) / 60)

USAGE = (
    Usage(key="calls", table=consultation, at=consultation.c.started_at, only=_HELD),
    Usage(key="call_minutes", table=consultation, at=consultation.c.started_at, only=_HELD, amount=_MINUTES),
)
"""Calls that took place, by their beginning."""
