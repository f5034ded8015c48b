"""`@subscribe` as a nameko entrypoint: quorum queue, retry ladder, dead letters.

Stock nameko acknowledges a message whose handler raised (nameko#387) and requeues in a hot loop; here a message is
acknowledged only after its effect is committed, or after its retry or its dead letter is confirmed by the broker.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Any
from uuid import uuid4

import eventlet
from kombu import Message
from kombu.serialization import register
from nameko.messaging import Consumer, QueueConsumer

from chassis.clock import system_clock
from chassis.envelope import CONTENT_TYPE
from chassis.messaging.delivery import Failure, Outcome
from chassis.messaging.handling import Handling
from chassis.messaging.publisher import Outgoing, publish_confirmed
from chassis.messaging.topology import dead_exchange, handler_queue, rung_exchange
from chassis.telemetry import metrics
from chassis.telemetry.logs import logger

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]
SERIALIZER = "cloudevents"

log = logger(__name__)
# The body stays as it came: the handling reads it itself and dead-letters what it cannot read.
register(SERIALIZER, str, str, content_type=CONTENT_TYPE, content_encoding="utf-8")


class PatientQueueConsumer(QueueConsumer):
    """Dead-letters what cannot be decoded, where kombu's mixin would acknowledge and forget it."""

    def on_decode_error(self, message: Message, exc: Exception) -> None:
        """Reject a message of a foreign content type, so that the broker dead-letters it."""
        log.error("message of a foreign content type", reason=type(exc).__name__)
        message.reject()


def within(seconds: int, handling: Handling) -> Callable[[str], Outcome]:
    """Return the handling of one message, which fails with `TimeoutError` after so many seconds and is put off."""

    def handle(body: str) -> Outcome:
        with eventlet.Timeout(seconds, TimeoutError(handling.queue)):
            return handling(body)

    return handle


class EventSubscription(Consumer):
    """Consumes one queue and hands each message to its `Handling`."""

    queue_consumer = PatientQueueConsumer()

    def __init__(self, handling: Handling, exchange: str, routing_key: str) -> None:
        self.handling = handling
        queue = handler_queue(handling.work.service, handling.queue, exchange, routing_key)
        # Declared by `migrate`: the worker's user may read its queues and configure nothing.
        queue.no_declare = True
        super().__init__(queue=queue)

    def handle_result(
        self,
        message: Message,
        worker_ctx: object,
        result: Any = None,  # noqa: ANN401 - nameko hands on whatever a handler returned
        exc_info: ExcInfo | None = None,
    ) -> tuple[Any, ExcInfo | None]:
        """Acknowledge what is committed; put off what failed, and acknowledge it after the broker confirmed that."""
        del worker_ctx
        outcome = result if exc_info is None else self._put_off(message, exc_info[1])
        self.queue_consumer.ack_message(message)
        metrics.EVENTS_HANDLED.labels(
            self.handling.work.service, self.handling.event_name, outcome.value, message.headers.get("tenant", "")
        ).inc()
        return outcome, exc_info

    def _put_off(self, message: Message, error: BaseException) -> Outcome:
        failure = Failure.after(message.headers, error, system_clock())
        wait = failure.rung(error)
        service = self.handling.work.service
        exchange = dead_exchange(service) if wait is None else rung_exchange(service, wait)
        log.log(
            40 if wait is None else 30,
            "event could not be handled",
            queue=self.handling.queue,
            message_id=message.properties.get("message_id"),
            attempts=failure.attempts,
            again_in_seconds=wait,
            reason=failure.reason,
            exc_info=error if wait is None else None,
        )
        with self.queue_consumer.connection as connection:
            publish_confirmed(
                connection,
                Outgoing(
                    message_id=message.properties.get("message_id") or str(uuid4()),
                    exchange=exchange.name,
                    routing_key=self.handling.queue,
                    body=message.body if isinstance(message.body, bytes) else message.body.encode(),
                    headers=dict(message.headers) | failure.headers(self.handling.queue),
                ),
            )
        return Outcome.DEAD if wait is None else Outcome.RETRY
