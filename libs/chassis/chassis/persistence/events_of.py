"""All events of an appointment that a service has told, found by its number or its id; no data, which is personal."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from chassis.persistence.tables import outbox

_CORRELATION = outbox.c.body["correlationid"].astext


def events_of(connection: sa.Connection, tenant: str, wanted: str) -> Iterator[str]:
    """Yield a line for each kept event: when, what, its id, the appointment, the trace, what became of it.

    `wanted` is the appointment's id, or its number, which an event of booking tells.
    """
    mine, number = outbox.c.tenant == tenant, outbox.c.body["data"]["number"].astext
    named = sa.select(_CORRELATION).where(mine, number == wanted)
    found = sa.select(outbox).where(mine, sa.or_(wanted == _CORRELATION, _CORRELATION.in_(named)))
    for row in connection.execute(found.order_by(outbox.c.position)):
        trace = str(row.body.get("traceparent", "")).split("-")[1:2]
        fate = row.refused or (_at("published", row.published_at) if row.published_at else "waits")
        told = (row.body["type"], row.id, f"appointment={row.body['correlationid']}", f"trace={''.join(trace)}", fate)
        yield " ".join(map(str, (_at("", row.created_at), tenant, *told)))


def _at(what: str, moment: datetime) -> str:
    return f"{what} {moment:%Y-%m-%dT%H:%M:%SZ}".strip()
