"""What the machine can do: kombu alone, publishing confirmed in batches, consuming with one commit each."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from uuid import uuid4

import psycopg2
from amqp.exceptions import ConnectionError as BrokerGone
from kombu import Connection, Consumer, Message, Queue

from benchmarks.events.setting import Setting
from chassis.messaging.publisher import ConfirmedPublisher, Outgoing

BATCH, PREFETCH = 500, 10
BODY = b"x" * 700
"""About the size of an event in its envelope."""


def publish(url: str, count: int, queue: str = "bare") -> None:
    """Publish so many messages, a batch at a time, each batch confirmed before the next."""
    with Connection(url) as connection:
        publisher = ConfirmedPublisher(connection)
        for begun in range(0, count, BATCH):
            batch = [
                Outgoing(str(uuid4()), queue, "bare", BODY, {}, mandatory=True)
                for _ in range(min(BATCH, count - begun))
            ]
            if len(publisher.publish(batch).confirmed) != len(batch):
                raise ConnectionError("the broker did not take a batch")


def publishing_a_second(setting: Setting, count: int) -> float:
    """Return how many messages a second the broker takes, nobody consuming."""
    begun = time.monotonic()
    publish(setting.broker_url, count)
    return count / (time.monotonic() - begun)


def _consume(broker_url: str, database_url: str, stop: Event) -> None:
    database = psycopg2.connect(database_url)

    def keep(_body: object, message: Message) -> None:
        with database, database.cursor() as cursor:
            cursor.execute("INSERT INTO bare VALUES (%s)", (message.properties["message_id"],))
        message.ack()

    with Connection(broker_url) as connection:
        consumer = Consumer(connection, Queue("bare", no_declare=True), callbacks=[keep], accept=None)
        consumer.qos(prefetch_count=PREFETCH)
        with consumer:
            while not stop.is_set():
                try:
                    connection.drain_events(timeout=0.2)
                except TimeoutError:
                    continue
                except BrokerGone:
                    return


@contextmanager
def running(setting: Setting, count: int) -> Iterator[None]:
    """Publish `count` messages in one process while another consumes them."""
    kind = multiprocessing.get_context("spawn")
    stop = kind.Event()
    database = setting.running.settings.migration_database_url.get_secret_value()
    consumer = kind.Process(target=_consume, args=(setting.broker_url, database, stop))
    publisher = kind.Process(target=publish, args=(setting.broker_url, count))
    for process in (consumer, publisher):
        process.start()
    try:
        yield
    finally:
        stop.set()
        for process in (publisher, consumer):
            process.join(60)
