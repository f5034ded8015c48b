"""The inbox: what has been handled once is not handled again, judged in the transaction of the effect."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.envelope import Received
from chassis.persistence.tables import snapshot

_NOTE = sa.text(
    "INSERT INTO inbox (tenant, consumer, source, event_id) VALUES (:tenant, :consumer, :source, :event_id)"
    " ON CONFLICT DO NOTHING"
)
"""As text, since every event passes here and SQLAlchemy compiles an insert with ON CONFLICT anew each time."""


def first_time(connection: sa.Connection, consumer: str, received: Received[object]) -> bool:
    """Note the event for this consumer; False if it was noted before, by a transaction that committed."""
    row = {"tenant": received.tenant, "consumer": consumer, "source": received.source, "event_id": str(received.id)}
    return bool(connection.execute(_NOTE, row).rowcount)


def newest(connection: sa.Connection, consumer: str, received: Received[object]) -> bool:
    """Note a snapshot's sequence; False if a newer one of the same subject was handled before."""
    row = insert(snapshot).values(
        tenant=received.tenant, consumer=consumer, subject=received.subject, sequence=received.sequence
    )
    kept = row.on_conflict_do_update(
        index_elements=["tenant", "consumer", "subject"],
        set_={"sequence": row.excluded.sequence},
        where=snapshot.c.sequence < row.excluded.sequence,
    )
    return bool(connection.execute(kept).rowcount)
