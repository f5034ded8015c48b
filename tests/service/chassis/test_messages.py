"""From the outbox to the effect: once, whatever happens on the way."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from kombu import Connection
from probe.bootstrap import Poked, Unheard

from chassis import commands
from chassis.persistence.engine import create_engine
from chassis.testing.waiting import until

EFFECTS = "SELECT count(*) FROM effects"
WAITING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"


def record(probe: Any, *events: object, town: str = "ostfildern") -> None:
    with probe.work(probe.tenants.by_key(town)) as unit:
        for event in events:
            unit.record(event)


def depth(probe: Any, queue: str) -> int:
    with Connection(probe.settings.broker_url.get_secret_value()) as connection:
        return int(connection.default_channel.queue_declare(queue, passive=True).message_count)


def test_an_event_has_its_effect_once(probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]) -> None:
    process("worker")
    process("relay")
    record(probe, Poked(thing_id=uuid4()))
    until(lambda: ask(EFFECTS) == 1, "the effect")
    assert ask(WAITING) == 0


def test_a_repeated_message_changes_nothing(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    worker, _relay = process("worker"), process("relay")
    record(probe, Poked(thing_id=uuid4()))
    until(lambda: ask(EFFECTS) == 1, "the effect")
    ask("UPDATE outbox SET published_at = NULL RETURNING 1")
    until(lambda: 'outcome="duplicate"' in worker.metrics(), "the duplicate was seen")
    assert ask(EFFECTS) == 1


def test_a_failing_handler_leaves_nothing_and_climbs_the_ladder(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    process("worker")
    process("relay")
    record(probe, Poked(thing_id=uuid4(), trouble="fails"))
    until(lambda: depth(probe, "probe.retry.10") == 1, "the message waits on the second rung")
    assert ask(EFFECTS) == 0


def test_an_event_that_is_too_early_waits_for_the_other(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    worker, _relay = process("worker"), process("relay")
    record(probe, Poked(thing_id=uuid4(), trouble="early"))
    until(lambda: 'outcome="retry"' in worker.metrics(), "it was put off")
    record(probe, Poked(thing_id=uuid4()))
    assert until(lambda: ask(EFFECTS) == 2, "both effects")


def test_what_was_recorded_while_the_relay_was_away_goes_out_when_it_is_back(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    process("worker")
    process("relay").end("kill")
    record(probe, *(Poked(thing_id=uuid4()) for _ in range(50)))
    process("relay")
    assert until(lambda: ask(EFFECTS) == 50, "all effects")


def test_a_second_relay_takes_over_when_the_first_is_killed(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    first, second = process("relay"), process("relay")
    assert 'relay_active{service="probe"} 1.0' in first.metrics()
    assert 'relay_active{service="probe"} 1.0' not in second.metrics()
    first.end("kill")
    record(probe, Poked(thing_id=uuid4()))
    until(lambda: ask(WAITING) == 0, "the second relay published it")


def test_an_event_nobody_hears_is_published_all_the_same(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    process("relay")
    record(probe, Unheard(thing_id=uuid4()))
    assert until(lambda: ask(WAITING) == 0, "it went out")


def test_an_event_whose_queue_is_missing_waits_and_says_so(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    with Connection(probe.settings.broker_url.get_secret_value()) as connection:
        connection.default_channel.queue_delete("probe.probe.thing.poked.v1")
    relay = process("relay")
    record(probe, Poked(thing_id=uuid4()))
    until(lambda: ask("SELECT refused FROM outbox"), "the outbox says why it waits")
    assert ask(WAITING) == 1
    assert 'outbox_refused_total{service="probe"} 1.0' in relay.metrics()


def test_a_message_in_hand_when_its_worker_is_killed_is_handled_by_the_next(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    worker = process("worker")
    process("relay")
    with no_effect_gets_in(probe):
        record(probe, *(Poked(thing_id=uuid4()) for _ in range(20)))
        until(lambda: ask("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0, "one is in hand")
        until(lambda: ask(WAITING) == 0, "all were published")
        worker.end("kill")
    process("worker")
    until(lambda: ask(EFFECTS) == 20, "all effects")
    assert ask("SELECT count(DISTINCT event_id) FROM effects") == 20


@contextmanager
def no_effect_gets_in(probe: Any) -> Iterator[None]:
    """Let the worker hold its messages in hand without being able to commit."""
    owner = create_engine(probe.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.begin() as other:
        other.exec_driver_sql("LOCK TABLE effects IN SHARE MODE")
        yield
    owner.dispose()


def test_a_handler_that_takes_too_long_is_given_up_and_its_message_comes_again(
    probe: Any, process: Callable[..., Any], ask: Callable[[str], Any]
) -> None:
    worker, _relay = process("worker", {"HANDLER_TIMEOUT": "1"}), process("relay")
    with no_effect_gets_in(probe):
        record(probe, Poked(thing_id=uuid4()))
        until(lambda: 'outcome="retry"' in worker.metrics(), "it was put off")
    until(lambda: ask(EFFECTS) == 1, "the effect")
    assert ask("SELECT count(DISTINCT event_id) FROM effects") == 1


def test_dead_letters_are_listed_replayed_and_discarded(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    from chassis.messaging.dead_letters import DeadLetters

    dead = kill_one(probe)
    letters = DeadLetters(probe.settings.broker_url.get_secret_value(), "probe")
    (line,) = letters.list()
    assert dead in line
    assert "reason=RuntimeError" in line
    assert "(2 fields)" in next(letters.show(dead))
    process("worker")
    assert list(letters.replay(dead)) == [f"replayed {line}"]
    until(lambda: ask(EFFECTS) == 1, "the replayed one was handled")
    assert list(letters.list()) == []


def test_what_is_no_envelope_keeps_nobody_from_the_other_dead_letters(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any]
) -> None:
    from chassis.messaging.dead_letters import DeadLetters
    from chassis.messaging.publisher import Outgoing, publish_confirmed

    queue, broker = "probe.probe.thing.poked.v1", probe.settings.broker_url.get_secret_value()
    by_the_broker = kill_one(probe, headers={"x-first-death-queue": queue})
    with Connection(broker) as connection:
        for identity, body in (("foreign", b"hello erika@example.org"), ("empty", b"{}")):
            publish_confirmed(connection, Outgoing(identity, "probe.dead", "", body, {}))
    letters = DeadLetters(broker, "probe")
    assert {one.id for one in letters.letters()} == {by_the_broker, "foreign", "empty"}
    assert len(list(letters.show())) == 3
    (told,) = letters.bodies_of("ostfildern", ["erika@example.org"])
    assert told == {"text": "hello erika@example.org"}
    process("worker")
    assert sum(line.startswith("kept, since nobody knows") for line in letters.replay()) == 2
    until(lambda: ask(EFFECTS) == 1, "what the broker had given up was handled")
    assert letters.discard_of("ostfildern", ["erika@example.org"]) == 1
    assert [one.id for one in letters.letters()] == ["empty"]


def test_dead_letters_that_were_looked_at_are_there_for_the_next_look(probe: Any) -> None:
    from chassis.messaging.dead_letters import DeadLetters

    dead = {kill_one(probe) for _ in range(20)}
    letters = DeadLetters(probe.settings.broker_url.get_secret_value(), "probe")
    assert {letter.id for _look in range(10) for letter in letters.letters()} == dead
    assert [len(letters.letters()) for _look in range(10)] == [20] * 10


def test_what_was_lost_with_the_broker_is_sent_again_and_what_was_handled_changes_nothing(
    probe: Any, process: Callable[[str], Any], ask: Callable[[str], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    worker, _relay = process("worker"), process("relay")
    record(probe, Poked(thing_id=uuid4()))
    until(lambda: ask(EFFECTS) == 1, "the first was handled")
    worker.end()
    record(probe, Poked(thing_id=uuid4()))
    until(lambda: ask(WAITING) == 0, "the second was published")
    # The broker is lost with what it held; the new one has its queues, and they are empty.
    queue = "probe.probe.thing.poked.v1"
    with Connection(probe.settings.broker_url.get_secret_value()) as connection:
        until(lambda: connection.default_channel.queue_purge(queue), "the second is lost")

    commands.republish(probe, Namespace(to=queue))
    assert capsys.readouterr().out == f"2 events sent again to {queue}\n"
    worker = process("worker")
    until(lambda: ask(EFFECTS) == 2, "the second was handled")
    until(lambda: 'outcome="duplicate"' in worker.metrics(), "the first was seen again")
    assert ask(EFFECTS) == 2


def test_a_worker_stops_when_told_although_no_broker_answers(probe: Any, process: Callable[..., Any]) -> None:
    worker = process("worker", {"BROKER_URL": "amqp://127.0.0.1:1/none"}, ready=False)
    until(lambda: worker.answers("/healthz"), "it lives")
    assert not worker.ready()
    worker.end()
    assert worker.child.returncode == 0


def kill_one(
    probe: Any, event: object = None, town: str = "ostfildern", headers: dict[str, object] | None = None
) -> str:
    """Put a message that would succeed now among the dead letters, and return its id."""
    import json

    from chassis.envelope import Stamp, seal
    from chassis.messaging.publisher import Outgoing, publish_confirmed

    identity = uuid4()
    stamp = Stamp(identity, "probe", town, probe.work.clock(), 1)
    body = json.dumps(seal(event or Poked(thing_id=uuid4()), stamp, probe.service.catalogue)).encode()
    headers = headers or {"x-handler": "probe.probe.thing.poked.v1", "x-reason": "RuntimeError", "x-attempts": 6}
    with Connection(probe.settings.broker_url.get_secret_value()) as connection:
        publish_confirmed(connection, Outgoing(str(identity), "probe.dead", "", body, headers))
    return str(identity)
