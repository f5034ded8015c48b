"""Dead letters: what could not be handled, listed, shown, replayed with its id, or discarded."""

import builtins
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from kombu import Connection, Message

from chassis.envelope import EventCatalogue
from chassis.messaging.connection import connect
from chassis.messaging.delivery import ATTEMPTS, COUNTED, FIRST_FAILED
from chassis.messaging.publisher import ConfirmedPublisher, Outgoing, publish_confirmed
from chassis.messaging.topology import dead_queue, return_exchange
from chassis.persistence.tables import outbox

BATCH = 500
UNKNOWN = "?"
PUT_BACK_WITHIN = 5.0
"""Seconds; another who looks at the same time may hold some of them."""


@dataclass(frozen=True)
class DeadLetter:
    """What is known of a dead letter without its content, which may be personal."""

    id: str
    type: str
    tenant: str
    handler: str
    reason: str
    attempts: int
    since: str

    @classmethod
    def of(cls, message: Message) -> "DeadLetter":
        """Read envelope and headers; of what is no envelope only what the broker knows."""
        envelope, headers = _envelope(message), message.headers
        return cls(
            id=str(envelope.get("id") or message.properties.get("message_id") or UNKNOWN),
            type=str(envelope.get("type") or UNKNOWN),
            tenant=str(envelope.get("tenant") or UNKNOWN),
            handler=_handler(message) or UNKNOWN,
            reason=str(headers.get("x-reason")),
            attempts=int(headers.get(ATTEMPTS) or 0),
            since=str(headers.get(FIRST_FAILED)),
        )


class DeadLetters:
    """The dead letters of one service."""

    def __init__(self, broker_url: str, service: str) -> None:
        self._broker_url = broker_url
        self._service = service

    def letters(self) -> builtins.list[DeadLetter]:
        """Return all of them."""
        return [DeadLetter.of(message) for _connection, message in self._each()]

    def list(self, _id: str | None = None) -> Iterator[str]:
        """Say of each: event id, type, handler, reason, attempts, since when."""
        for connection, message in self._each():
            del connection
            yield _summary(message)

    def show(self, wanted: str | None = None) -> Iterator[str]:
        """Show envelopes without their data, which may be personal."""
        for _connection, message in self._each():
            envelope = _envelope(message)
            if wanted in (None, DeadLetter.of(message).id):
                envelope["data"] = f"({len(envelope.get('data', {}))} fields)"
                yield json.dumps(envelope, ensure_ascii=False, indent=2)

    def replay(self, wanted: str | None = None) -> Iterator[str]:
        """Send them to their handler again, with their event id, counted anew."""
        for connection, message in self._each():
            if wanted in (None, DeadLetter.of(message).id):
                if not (handler := _handler(message)):
                    yield f"kept, since nobody knows whose it is: {_summary(message)}"
                    continue
                headers = {k: v for k, v in message.headers.items() if k not in COUNTED}
                publish_confirmed(
                    connection,
                    Outgoing(
                        message_id=DeadLetter.of(message).id,
                        exchange=return_exchange(self._service).name,
                        routing_key=handler,
                        body=message.body if isinstance(message.body, bytes) else message.body.encode(),
                        headers=headers,
                    ),
                )
                message.ack()
                yield f"replayed {_summary(message)}"

    def discard(self, wanted: str | None = None) -> Iterator[str]:
        """Drop them for good."""
        for _connection, message in self._each():
            if wanted in (None, DeadLetter.of(message).id):
                message.ack()
                yield f"discarded {_summary(message)}"

    def bodies_of(self, tenant: str, words: Sequence[str]) -> builtins.list[dict[str, Any]]:
        """Return the envelopes of a town that hold one of these words, for a person who wants to know."""
        letters = (message for _connection, message in self._each() if _holds(message, tenant, words))
        return [_envelope(message) or {"text": _text(message)} for message in letters]

    def discard_of(self, tenant: str, words: Sequence[str]) -> int:
        """Drop those of a town that hold one of these words, for a person who wants to be forgotten."""
        count = 0
        for _connection, message in self._each():
            if _holds(message, tenant, words):
                message.ack()
                count += 1
        return count

    def _each(self) -> Iterator[tuple[Connection, Message]]:
        """Walk once through the queue; what is not acknowledged has gone back when the walk is over."""
        queue, seen = dead_queue(self._service), list[Message]()
        with connect(self._broker_url, connect_timeout=10) as connection:
            channel = connection.channel()
            try:
                for _ in range(_depth(channel, queue)):
                    message = channel.basic_get(queue, no_ack=False)
                    if message is None:
                        return
                    seen.append(Message(body=message.body, channel=channel, **_told(message)))
                    yield connection, seen[-1]
            finally:
                _put_back(channel, queue, sum(not message.acknowledged for message in seen))


def _depth(channel: Any, queue: str) -> int:  # noqa: ANN401 - the transport's channel
    return int(channel.queue_declare(queue, passive=True).message_count)


def _put_back(channel: Any, queue: str, kept: int) -> None:  # noqa: ANN401 - the transport's channel
    """Wait for what was only looked at: a quorum queue takes it back a moment later, and the next look misses it."""
    if kept:
        channel.basic_recover(requeue=True)
        deadline = time.monotonic() + PUT_BACK_WITHIN
        while _depth(channel, queue) < kept and time.monotonic() < deadline:
            time.sleep(0.01)


def _envelope(message: Message) -> dict[str, Any]:
    """Return what the message says, or nothing: foreign content is dead from the start, and lies here too."""
    try:
        told = json.loads(message.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _handler(message: Message) -> str:
    """Return the queue that it came from: ours say so, of others the broker does (after too many deliveries)."""
    return str(message.headers.get("x-handler") or message.headers.get("x-first-death-queue") or "")


def _holds(message: Message, tenant: str, words: Sequence[str]) -> bool:
    """Tell whether a letter of the town, or one of which nobody knows whose it is, holds one of these words."""
    envelope = _envelope(message)
    # Written anew, since JSON may spell an umlaut as an escape.
    told = (json.dumps(envelope, ensure_ascii=False) if envelope else _text(message)).lower()
    return envelope.get("tenant", tenant) == tenant and any(word.lower() in told for word in words)


def _text(message: Message) -> str:
    body = message.body
    return body.decode(errors="replace") if isinstance(body, bytes) else str(body)


def _told(message: object) -> dict[str, object]:
    delivery = dict(getattr(message, "delivery_info", {}))
    properties = dict(getattr(message, "properties", {}))
    return {
        "delivery_tag": delivery["delivery_tag"],
        "properties": properties,
        "headers": properties.get("application_headers", {}),
        "delivery_info": delivery,
    }


def _summary(message: Message) -> str:
    told = DeadLetter.of(message)
    return (
        f"{told.id} {told.type} tenant={told.tenant} handler={told.handler} "
        f"reason={told.reason} attempts={told.attempts} since={told.since}"
    )


def republish(engine: sa.Engine, broker_url: str, catalogue: EventCatalogue, queue: str) -> int:
    """Send kept outbox rows again to one queue that missed them, and return how many."""
    entry = next((e for e in catalogue.entries for s in e.subscribers if e.queue(s) == queue), None)
    if entry is None:
        raise LookupError(f"the catalogue knows no queue {queue}")
    subscriber = next(s for s in entry.subscribers if entry.queue(s) == queue)
    kept = sa.select(outbox).where(
        outbox.c.published_at.is_not(None), outbox.c.routing_key == entry.event_type.routing_key
    )
    sent = 0
    with engine.connect() as session, connect(broker_url, connect_timeout=10) as connection:
        publisher = ConfirmedPublisher(connection)
        for rows in session.execute(kept.order_by(outbox.c.position).execution_options(yield_per=BATCH)).partitions():
            fate = publisher.publish(
                Outgoing(
                    message_id=str(row.id),
                    exchange=return_exchange(subscriber).name,
                    routing_key=queue,
                    body=json.dumps(row.body, ensure_ascii=False).encode(),
                    headers={"tenant": row.tenant},
                )
                for row in rows
            )
            sent += len(fate.confirmed)
    return sent
