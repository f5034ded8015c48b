"""The figures that alerts and dashboards rest on."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from probe.bootstrap import Poked

from chassis.testing.waiting import until


def record(probe: Any, *events: object, town: str = "ostfildern") -> None:
    with probe.work(probe.tenants.by_key(town)) as unit:
        for event in events:
            unit.record(event)


def test_each_published_fact_counts_for_its_town_and_so_does_its_amount(
    probe: Any, process: Callable[..., Any]
) -> None:
    relay = process("relay")
    record(probe, Poked(thing_id=uuid4(), amount=1300), Poked(thing_id=uuid4()))
    record(probe, Poked(thing_id=uuid4()), town="musterstadt")
    labels = 'event="probe.thing.poked",service="probe",tenant='
    until(lambda: f'events_published_total{{{labels}"musterstadt"}} 1.0' in relay.metrics(), "one there")
    until(lambda: f'events_published_total{{{labels}"ostfildern"}} 2.0' in relay.metrics(), "two here")
    assert f'event_amount_cents_total{{{labels}"ostfildern"}} 1300.0' in relay.metrics()


def test_the_age_of_what_waits_grows_while_the_broker_is_away(probe: Any, process: Callable[..., Any]) -> None:
    record(probe, Poked(thing_id=uuid4()))
    relay = process("relay", {"BROKER_URL": "amqp://127.0.0.1:1/none"}, ready=False)
    until(lambda: relay.answers("/metrics"), "the relay tells")

    def age() -> float:
        name = 'outbox_oldest_age_seconds{service="probe"} '
        return next((float(line.rpartition(" ")[2]) for line in relay.metrics().splitlines() if name in line), 0.0)

    first = until(age, "the age is told")
    assert until(lambda: age() > first, "and grows")


def test_a_relay_that_stands_by_says_so(process: Callable[..., Any]) -> None:
    first, second = process("relay"), process("relay")

    def active(relay: Any) -> bool:
        return 'relay_active{service="probe"} 1.0' in relay.metrics()

    until(lambda: active(first) or active(second), "one of them publishes")
    standby = second if active(first) else first
    assert 'relay_active{service="probe"} 0.0' in standby.metrics()
    assert 'outbox_oldest_age_seconds{service="probe"} 0.0' in standby.metrics()
    assert 'outbox_refused_total{service="probe"} 0.0' in standby.metrics()
