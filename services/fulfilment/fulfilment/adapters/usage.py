"""What a town pays the provider for at fulfilment."""

import sqlalchemy as sa

from chassis.persistence.usage import Usage
from fulfilment.adapters.tables import cases, step

_OPENED = cases.c.id.is_not(None)
_POSTED = sa.and_(step.c.event == "dispatch", step.c.detail == "post")

USAGE = (
    Usage(key="cases", table=cases, at=cases.c.opened_at, only=_OPENED),
    Usage(key="letters_of_certificates", table=step, at=step.c.at, only=_POSTED),
)
"""Cases by their beginning, certificates on paper by the moment they went out."""
