"""Three brokers, the one that leads a queue killed under load: nothing is lost, nothing is done twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from probe.bootstrap import Poked

from chassis.testing.waiting import until
from local.home import Home
from tests.proof.three_brokers import STARTS_WITHIN, Cluster, three_brokers
from tests.service.chassis.test_messages import EFFECTS, WAITING, record

QUEUE = "probe.probe.thing.poked.v1"
BATCHES, EACH = 30, 20
PATIENCE = 300


@pytest.fixture(scope="module")
def cluster(home: Home) -> Iterator[Cluster]:
    folder: Path = home.path("three-brokers")
    with three_brokers(folder) as running:
        yield running


@pytest.fixture(scope="module")
def broker_url(cluster: Cluster) -> str:
    return cluster.url


def test_the_leader_is_killed_under_load_and_nothing_is_lost(
    cluster: Cluster, probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    until(lambda: len(cluster.queue(QUEUE).get("online", ())) == 3, "three hold the queue", STARTS_WITHIN)
    process("worker")
    process("relay")
    leader = cluster.leader(QUEUE)
    for number in range(BATCHES):
        record(probe, *(Poked(thing_id=uuid4()) for _ in range(EACH)))
        if number == BATCHES // 3:
            until(lambda: ask(EFFECTS) > 0, "it has begun", PATIENCE)
            leader.end()
    until(lambda: ask(EFFECTS) >= BATCHES * EACH, "all effects", PATIENCE)
    until(lambda: ask(WAITING) == 0, "nothing waits", PATIENCE)
    assert ask(EFFECTS) == ask("SELECT count(DISTINCT event_id) FROM effects") == BATCHES * EACH
    assert cluster.leader(QUEUE) is not leader
    leader.start().wait()
    until(lambda: len(cluster.queue(QUEUE).get("online", ())) == 3, "it holds the queue again", STARTS_WITHIN)
