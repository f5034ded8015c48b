"""A full broker, a restarted database, a poisoned message: what waits is kept, and the others get on."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from itsdangerous import URLSafeTimedSerializer
from probe.bootstrap import Poked

from chassis.commands import create_app_of
from chassis.invariants.entrance import enter
from chassis.messaging.topology import RUNGS
from chassis.persistence.engine import create_engine
from chassis.testing.waiting import until
from chassis.web.app import create_app
from local.backing.rabbitmq import VHOST, RabbitMQ
from tests.service.chassis.test_messages import EFFECTS, WAITING, depth, record

QUEUE = "probe.probe.thing.poked.v1"
FULL = {
    "pattern": QUEUE.replace(".", r"\."),
    "apply-to": "queues",
    "priority": 9,
    "definition": {"max-length": 5, "overflow": "reject-publish"},
}
PATIENCE = 90


@pytest.fixture
def small_queue(rabbitmq: RabbitMQ) -> Iterator[None]:
    """The probe's queue takes five messages and refuses more."""
    rabbitmq.manage("PUT", f"/api/policies/{VHOST}/full", FULL)
    yield
    rabbitmq.manage("DELETE", f"/api/policies/{VHOST}/full")


def test_what_a_full_queue_refuses_waits_in_the_outbox_and_arrives_later(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any], rabbitmq: RabbitMQ, small_queue: None
) -> None:
    applied = f"/api/queues/{VHOST}/{QUEUE}"
    until(lambda: rabbitmq.manage("GET", applied).get("policy") == "full", "the queue is small", PATIENCE)
    process("relay")

    def refuses() -> bool:
        # A quorum queue tells its channels late that it is full: what is under way by then it still takes.
        record(probe, *(Poked(thing_id=uuid4()) for _ in range(10)))
        return bool(ask("SELECT count(*) FROM outbox WHERE refused IS NOT NULL"))

    until(refuses, "the queue refuses", PATIENCE)
    assert ask(WAITING) > 0
    process("worker")
    until(lambda: ask(WAITING) == 0, "nothing waits", PATIENCE)
    recorded = ask("SELECT count(*) FROM outbox")
    until(lambda: ask(EFFECTS) == recorded, "all effects", PATIENCE)
    assert ask("SELECT count(DISTINCT event_id) FROM effects") == recorded


def test_while_the_brokers_disk_is_full_the_outbox_waits_and_the_page_says_so(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any], rabbitmq: RabbitMQ
) -> None:
    process("worker")
    relay = process("relay")
    with full_disk(rabbitmq):
        record(probe, *(Poked(thing_id=uuid4()) for _ in range(40)))
        ask("UPDATE outbox SET created_at = now() - interval '6 minutes' RETURNING 1")
        until(lambda: waits_for(relay) > 300, "the figure that alerts tells how long it waits", PATIENCE)
        with probe.work(probe.tenants.by_key("ostfildern")) as unit:
            enter(unit, OPERATOR, "the disk is full")
        answer = page(probe)
        assert answer.status_code == 200
        assert "verletzt: 40" in answer.text
        assert (ask(WAITING), ask(EFFECTS)) == (40, 0)
    until(lambda: ask(EFFECTS) >= 40, "all effects", PATIENCE)
    assert ask(EFFECTS) == ask("SELECT count(DISTINCT event_id) FROM effects") == 40


@contextmanager
def full_disk(rabbitmq: RabbitMQ) -> Iterator[None]:
    """Raise the alarm that the broker's disk monitor raises: it then takes nothing more from anybody."""
    control(rabbitmq, "eval", "rabbit_alarm:set_alarm({{resource_limit, disk, node()}, []}).")
    try:
        yield
    finally:
        control(rabbitmq, "eval", "rabbit_alarm:clear_alarm({resource_limit, disk, node()}).")


def control(rabbitmq: RabbitMQ, *command: str) -> None:
    """Tell the node something that its management API has no words for."""
    told = rabbitmq.launch().environment
    tool = ["/usr/lib/rabbitmq/bin/rabbitmqctl", "-n", told["RABBITMQ_NODENAME"], *command]
    subprocess.run(tool, env=os.environ | dict(told), check=True, capture_output=True, timeout=PATIENCE)


def waits_for(relay: Any) -> float:
    """Return how many seconds the oldest event has waited, as the relay tells it."""
    name = 'outbox_oldest_age_seconds{service="probe"} '
    return next((float(line.removeprefix(name)) for line in relay.metrics().splitlines() if line.startswith(name)), 0)


def test_a_poisoned_message_takes_no_turn_from_the_others(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    worker = process("worker")
    process("relay")
    record(probe, *(Poked(thing_id=uuid4(), trouble="fails") for _ in range(3)))
    record(probe, *(Poked(thing_id=uuid4()) for _ in range(300)))
    until(lambda: ask(EFFECTS) == 300, "all others", PATIENCE)
    # Each was tried a few times by the clock of its ladder, not once for each message of the others.
    assert 0 < put_off(worker) <= 3 * len(RUNGS)
    assert depth(probe, "probe.dead") == 0


@contextmanager
def away(postgres_url: str, database: str) -> Iterator[None]:
    """Cut every connection to a database and refuse new ones, as a server does that restarts."""
    admin = create_engine(postgres_url, pool_size=1).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
        end = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        connection.execute(end, {"name": database})
        yield
        connection.exec_driver_sql(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
    admin.dispose()


OPERATOR = "staff:n-1"


def page(probe: Any, **headers: str) -> Any:
    """Return the operator's page of the probe."""
    client = create_app_of(probe, create_app).test_client()
    told = {"sub": "n-1", "name": "Nora Betz", "roles": {"ostfildern": ["operator"]}}
    cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
    client.set_cookie("__Host-staff", str(cookie), domain="ostfildern.localhost", secure=True)
    return client.get("/betrieb/probe/invarianten", base_url="https://ostfildern.localhost", headers=headers)


def test_while_the_database_is_away_pages_say_so(probe: Any, postgres_url: str) -> None:
    assert page(probe).status_code == 200
    with away(postgres_url, str(probe.work.engine.url.database)):
        answer = page(probe)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert "gerade nicht erreichbar" in answer.text
        assert json.loads(page(probe, Accept="application/json").text)["type"] == "urn:problem-type:database-away"
    assert page(probe).status_code == 200


def test_a_database_that_restarts_under_load_loses_nothing_and_does_nothing_twice(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any], postgres_url: str
) -> None:
    worker = process("worker")
    process("relay")
    record(probe, *(Poked(thing_id=uuid4()) for _ in range(500)))
    until(lambda: ask(EFFECTS) > 0, "it has begun", PATIENCE)
    with away(postgres_url, str(probe.work.engine.url.database)):
        until(lambda: put_off(worker) > 0, "what was in hand is put off", PATIENCE)
    # This test's own connection was cut too; a page would say so once, as seen above.
    probe.work.engine.dispose()
    until(lambda: ask(EFFECTS) >= 500, "all effects", PATIENCE)
    assert ask(EFFECTS) == ask("SELECT count(DISTINCT event_id) FROM effects") == 500


def put_off(worker: Any) -> float:
    """Return how often a message was put off onto the ladder."""
    lines = [line for line in worker.metrics().splitlines() if line.startswith("events_handled_total")]
    return sum(float(line.rpartition(" ")[2]) for line in lines if 'outcome="retry"' in line)
