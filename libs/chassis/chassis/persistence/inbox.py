"""The inbox: what has been handled once is not handled again, judged in the transaction of the effect."""

import sqlalchemy as sa

from chassis.envelope import Received

_NOTE = sa.text(
    "INSERT INTO inbox (tenant, consumer, source, event_id) VALUES (:tenant, :consumer, :source, :event_id)"
    " ON CONFLICT DO NOTHING"
)
"""As text, since every event passes here and SQLAlchemy compiles an insert with ON CONFLICT anew each time."""
_NEWER = sa.text(
    "INSERT INTO snapshot (tenant, consumer, subject, sequence) VALUES (:tenant, :consumer, :subject, :sequence)"
    " ON CONFLICT (tenant, consumer, subject) DO UPDATE SET sequence = excluded.sequence"
    " WHERE snapshot.sequence < excluded.sequence"
)


def first_time(connection: sa.Connection, consumer: str, received: Received[object]) -> bool:
    """Note the event for this consumer; False if it was noted before, by a transaction that committed."""
    row = {"tenant": received.tenant, "consumer": consumer, "source": received.source, "event_id": str(received.id)}
    return bool(connection.execute(_NOTE, row).rowcount)


def newest(connection: sa.Connection, consumer: str, received: Received[object]) -> bool:
    """Note a snapshot's sequence; False if a newer one of the same subject was handled before."""
    row = {"tenant": received.tenant, "consumer": consumer, "subject": received.subject, "sequence": received.sequence}
    return bool(connection.execute(_NEWER, row).rowcount)
