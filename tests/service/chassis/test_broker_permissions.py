"""A service's user at the broker may publish to its own exchanges and read its own queues, and is refused all else."""

from collections.abc import Iterator

import pytest
from amqp.exceptions import AccessRefused
from kombu import Connection

from chassis.messaging.publisher import ConfirmedPublisher, Outgoing
from chassis.messaging.topology import declare
from contracts.catalogue import Catalogue
from local.backing.rabbitmq import RabbitMQ


@pytest.fixture
def video(rabbitmq: RabbitMQ) -> Iterator[Connection]:
    """The broker as video's user sees it, everything declared."""
    with Connection(rabbitmq.url) as owner:
        declare(owner, Catalogue())
    with Connection(rabbitmq.user_url("video")) as connection:
        yield connection


def message(exchange: str, routing_key: str) -> Outgoing:
    return Outgoing(message_id="m-1", exchange=exchange, routing_key=routing_key, body=b"{}", headers={})


def test_it_publishes_its_own_facts_and_reads_its_own_queues(video: Connection) -> None:
    fate = ConfirmedPublisher(video).publish([message("video.events", "consultation.ended.v1")])
    assert fate.confirmed == {"m-1"}
    video.channel().basic_consume("video.booking.appointment.confirmed.v1")


@pytest.mark.parametrize("exchange", ["booking.events", "booking.return", "amq.topic", "amq.default"])
def test_it_cannot_speak_for_others(video: Connection, exchange: str) -> None:
    with pytest.raises(AccessRefused):
        ConfirmedPublisher(video).publish([message("" if exchange == "amq.default" else exchange, "video.dead")])


def test_it_cannot_read_what_others_are_told(video: Connection) -> None:
    with pytest.raises(AccessRefused):
        video.channel().basic_consume("billing.fulfilment.case.submitted.v1")


def test_it_cannot_open_an_ear_of_its_own(video: Connection) -> None:
    with pytest.raises(AccessRefused):
        video.channel().queue_declare("video.spy")
    with pytest.raises(AccessRefused):
        video.channel().queue_bind("video.dead", "booking.events", "#")


def test_it_cannot_drop_a_queue(video: Connection) -> None:
    with pytest.raises(AccessRefused):
        video.channel().queue_delete("video.dead")
