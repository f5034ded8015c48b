"""Exchanges, queues and bindings, derived from the catalogue and declared before anything starts.

An event published before a subscriber's queue exists is lost to that subscriber without an error, so every
service's `migrate` declares the queues of all services; declaring is idempotent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kombu import Connection, Exchange, Queue
from kombu.entity import binding

from chassis.envelope import EventCatalogue

RUNGS: tuple[int, ...] = (1, 10, 60, 600, 3600)
"""The retry ladder, in seconds."""
DEAD = "dead"
QUORUM = {"x-queue-type": "quorum"}


def event_exchange(name: str) -> Exchange:
    """Return the topic exchange of a producer."""
    return Exchange(name, type="topic", durable=True)


def return_exchange(service: str) -> Exchange:
    """Return the direct exchange that leads from a rung back to the handler's queue, by the queue's name."""
    return Exchange(f"{service}.return", type="direct", durable=True)


def rung_exchange(service: str, seconds: int) -> Exchange:
    """Return the fanout exchange in front of one rung of the ladder."""
    return Exchange(f"{service}.retry.{seconds}", type="fanout", durable=True)


def dead_queue(service: str) -> str:
    """Return the name of the queue of a service's dead letters."""
    return f"{service}.{DEAD}"


def dead_exchange(service: str) -> Exchange:
    """Return the exchange of a service's dead letters."""
    return Exchange(f"{service}.{DEAD}", type="fanout", durable=True)


def queue_arguments(service: str) -> dict[str, object]:
    """Return the arguments of a handler's queue; limits are the operator's policy, not ours."""
    return QUORUM | {"x-dead-letter-exchange": dead_exchange(service).name}


def handler_queue(service: str, name: str, exchange: str, routing_key: str) -> Queue:
    """Return the quorum queue of one handler, fed by its event and by its service's returns."""
    return Queue(
        name,
        durable=True,
        queue_arguments=queue_arguments(service),
        bindings=[
            binding(event_exchange(exchange), routing_key=routing_key),
            binding(return_exchange(service), routing_key=name),
        ],
    )


@dataclass(frozen=True)
class Permissions:
    """What a broker user may do, as RabbitMQ wants it: regular expressions over names of exchanges and queues."""

    configure: str
    write: str
    read: str


def permissions(service: str) -> Permissions:
    """Return what the processes of a service need while they run: publish to their own exchanges, read their queues.

    They declare and bind nothing; that is done before by `migrate`, as the user that owns the topology.
    """
    return Permissions(configure="^$", write=rf"^{service}\.(events|return|dead|retry\.[0-9]+)$", read=rf"^{service}\.")


def _ladder(service: str) -> Iterator[Queue]:
    for seconds in RUNGS:
        yield Queue(
            f"{service}.retry.{seconds}",
            exchange=rung_exchange(service, seconds),
            durable=True,
            queue_arguments=QUORUM
            | {"x-message-ttl": seconds * 1000, "x-dead-letter-exchange": return_exchange(service).name},
        )


def declare(connection: Connection, catalogue: EventCatalogue) -> int:
    """Declare everything the catalogue implies and return the number of queues."""
    channel = connection.default_channel
    names = {name for entry in catalogue.entries for name in entry.subscribers}
    queues: list[Queue] = []
    for entry in catalogue.entries:
        event_exchange(entry.event_type.exchange)(channel).declare()
        queues += [
            handler_queue(subscriber, entry.queue(subscriber), entry.event_type.exchange, entry.event_type.routing_key)
            for subscriber in entry.subscribers
        ]
    for service in sorted(names):
        return_exchange(service)(channel).declare()
        dead_exchange(service)(channel).declare()
        queues.append(
            Queue(dead_queue(service), exchange=dead_exchange(service), durable=True, queue_arguments=dict(QUORUM))
        )
        queues += _ladder(service)
    for queue in queues:
        queue(channel).declare()
    return len(queues)
