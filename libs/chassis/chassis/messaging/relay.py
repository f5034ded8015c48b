"""The relay: outbox → RabbitMQ. One is active per service; the others stand by and take over when it dies."""

import select
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from kombu import Connection

from chassis.messaging.connection import connect
from chassis.messaging.publisher import ConfirmedPublisher, Outgoing
from chassis.persistence.tables import outbox
from chassis.telemetry import metrics
from chassis.telemetry.logs import logger
from chassis.telemetry.traces import span

BATCH = 500
"""Events of a batch, shared alike by the towns that wait; one each where there are more towns."""
IDLE = 1.0
CONNECT_TIMEOUT = 5
LOCK = 0x0B0E5E

_READY = outbox.c.refused.is_(None)
# The body goes out as the text that the database makes of it: reading JSON to write it again is a third of the work.
_COLUMNS = (
    *(column for column in outbox.c if column.name != "body"),
    sa.cast(outbox.c.body, sa.Text).label("body"),
    outbox.c.body["data"]["amount"].label("amount"),
)
# Two arrays instead of two parameters an event.
_PUBLISHED = sa.text(
    "UPDATE outbox SET published_at = now(), refused = NULL"
    " FROM unnest(CAST(:tenants AS text[]), CAST(:ids AS uuid[])) AS taken (tenant, id)"
    " WHERE outbox.tenant = taken.tenant AND outbox.id = taken.id"
)
log = logger(__name__)


@dataclass
class Relay:
    """Publishes what waits in the outbox, in order per subject, until it is told to stop."""

    engine: sa.Engine
    broker_url: str
    service: str
    stopping: threading.Event = field(default_factory=threading.Event)
    ready: bool = False

    def run(self) -> None:
        """Publish until `stopping` is set; any error costs a pause and new connections."""
        metrics.OUTBOX_REFUSED.labels(self.service)  # told from the start: an increase from nothing at all is none
        while not self.stopping.is_set():
            try:
                self._session()
            except Exception:
                log.exception("relay begins anew")
                metrics.RELAY_ACTIVE.labels(self.service).set(0)
                self.stopping.wait(IDLE)

    def _session(self) -> None:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
            # Who stands by says so: that nobody publishes is seen only if somebody tells.
            metrics.RELAY_ACTIVE.labels(self.service).set(0)
            metrics.OUTBOX_AGE.labels(self.service).set(0)
            while not session.execute(sa.select(sa.func.pg_try_advisory_lock(LOCK))).scalar():
                self.ready = True
                if self.stopping.wait(IDLE):
                    return
            session.execute(sa.text("LISTEN outbox"))
            metrics.RELAY_ACTIVE.labels(self.service).set(1)
            # Before the broker is asked: while it is away, the age is what tells.
            self._measure(_waiting(session))
            with _broker(self.broker_url) as broker:
                publisher = ConfirmedPublisher(broker)
                self.ready = True
                while not self.stopping.is_set():
                    if not self._publish_batch(session, publisher):
                        self._rest(session, broker)

    def _publish_batch(self, session: sa.Connection, publisher: ConfirmedPublisher) -> bool:
        """Publish the next batch; False if there was none, or if nothing of it was taken."""
        rows = _waiting(session)
        self._measure(rows)
        if not rows:
            return False
        with span("outbox publish", attributes={"count": len(rows)}):
            fate = publisher.publish(_outgoing(row) for row in rows)
        self._mark(session, rows, fate.confirmed, fate.refused)
        return bool(fate.confirmed)

    def _mark(self, session: sa.Connection, rows: Any, confirmed: set[str], refused: dict[str, str]) -> None:  # noqa: ANN401
        keys = [(row.tenant, row.id) for row in rows if str(row.id) in confirmed]
        if keys:
            tenants, ids = zip(*keys, strict=True)
            session.execute(_PUBLISHED, {"tenants": list(tenants), "ids": [str(one) for one in ids]})
            metrics.OUTBOX_PUBLISHED.labels(self.service).inc(len(keys))
            self._count(row for row in rows if str(row.id) in confirmed)
        for row in rows:
            if (why := refused.get(str(row.id))) and row.refused != why:
                log.error("event not taken, it waits", event_id=str(row.id), tenant=row.tenant, reason=why)
                metrics.OUTBOX_REFUSED.labels(self.service).inc()
                session.execute(
                    outbox.update().where(outbox.c.tenant == row.tenant, outbox.c.id == row.id).values(refused=why)
                )

    def _measure(self, rows: Sequence[Any]) -> None:
        """Say how long the oldest of the waiting events has waited."""
        now = datetime.now(UTC)
        age = max((now - row.created_at).total_seconds() for row in rows) if rows else 0
        metrics.OUTBOX_AGE.labels(self.service).set(age)

    def _count(self, rows: Iterable[Any]) -> None:
        """Count each fact for its town; here, because what is published was committed before."""
        facts: Counter[tuple[str, str]] = Counter()
        amounts: Counter[tuple[str, str]] = Counter()
        for row in rows:
            fact = (f"{self.service}.{row.routing_key.rpartition('.v')[0]}", row.tenant)
            facts[fact] += 1
            if isinstance(row.amount, int):
                amounts[fact] += row.amount
        for fact, count in facts.items():
            metrics.EVENTS_PUBLISHED.labels(self.service, *fact).inc(count)
        for fact, amount in amounts.items():
            metrics.EVENT_AMOUNTS.labels(self.service, *fact).inc(amount)

    def _rest(self, session: sa.Connection, broker: Connection) -> None:
        """Wait for the outbox's bell, or a second; keep the broker's heartbeat meanwhile."""
        raw: Any = session.connection.driver_connection
        select.select([raw], [], [], IDLE)
        raw.poll()
        raw.notifies.clear()
        # The broker's heartbeats count only if somebody reads them.
        with suppress(TimeoutError):
            broker.drain_events(timeout=0.001)
        broker.heartbeat_check()


def _waiting(session: sa.Connection) -> Sequence[Any]:
    """Return the next batch; what the broker did not take is tried again only where nothing else waits."""
    return session.execute(_NEXT).all() or session.execute(_NEXT_REFUSED).all()


def next_batch(*, refused: bool) -> sa.Select[Any]:
    """Return the statement for the next batch, oldest first within a town; towns share a batch alike.

    Towns that wait are found by leaping through the index, so a batch costs the same however much waits.
    """
    waiting = sa.and_(outbox.c.published_at.is_(None), outbox.c.refused.is_not(None) if refused else _READY)
    leap = sa.select(outbox.c.tenant).where(waiting).order_by(outbox.c.tenant, outbox.c.position).limit(1)
    towns = sa.select(leap.scalar_subquery().label("tenant")).cte("towns", recursive=True)
    following = leap.where(outbox.c.tenant > towns.c.tenant).scalar_subquery()
    towns = towns.union_all(sa.select(following).where(towns.c.tenant.is_not(None)))
    share = sa.select(sa.func.greatest(1, BATCH / sa.func.greatest(1, sa.func.count(towns.c.tenant)))).scalar_subquery()
    of_town = sa.select(*_COLUMNS).where(waiting, outbox.c.tenant == towns.c.tenant).order_by(outbox.c.position)
    each = of_town.limit(share).lateral("each")
    return sa.select(each).select_from(towns.join(each, sa.true())).order_by(each.c.tenant, each.c.position)


# Put together once: that took longer, two or three times an event, than all else the relay does (docs/flames).
_NEXT, _NEXT_REFUSED = next_batch(refused=False), next_batch(refused=True)


def _outgoing(row: Any) -> Outgoing:  # noqa: ANN401 - a row of the outbox
    return Outgoing(
        message_id=str(row.id),
        exchange=row.exchange,
        routing_key=row.routing_key,
        body=row.body.encode(),
        headers={"tenant": row.tenant},
        mandatory=row.mandatory,
    )


@contextmanager
def _broker(url: str) -> Iterator[Connection]:
    connection = connect(url, connect_timeout=CONNECT_TIMEOUT, heartbeat=30)
    connection.connect()
    try:
        yield connection
    finally:
        # Closing politely would wait for a broker that may be frozen.
        connection.collect(socket_timeout=1)
