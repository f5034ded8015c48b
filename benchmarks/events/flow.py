"""Events from the outbox to their committed effects, against kombu alone on the same broker and database."""

import time
from collections.abc import Callable
from statistics import median, quantiles

import psutil

from benchmarks.events import bare
from benchmarks.events.setting import Setting, paced
from chassis.testing.waiting import until
from local.backing.traces import Traces

EVENTS, ROUNDS, PATIENCE = 3_000, 3, 300
RELAYED = 10_000
PACED, IDLE = 600, 60

LATENCIES = """
SELECT array_agg(extract(epoch FROM pg_xact_commit_timestamp(effects.xmin) - (outbox.body->>'time')::timestamptz))
FROM effects JOIN outbox ON outbox.tenant = effects.tenant AND outbox.id = effects.event_id
"""
"""From the moment an event was recorded, shortly before its commit, to the commit of its effect."""


def rate(count: Callable[[], int], wanted: int) -> float:
    """Return what is done in a second, from the first that is seen to the last."""
    first = until(count, "the first effect", PATIENCE)
    begun = time.monotonic()
    until(lambda: count() >= wanted, "the last effect", PATIENCE)
    return (wanted - first) / (time.monotonic() - begun)


def whole(setting: Setting) -> tuple[float, float, float]:
    """Return events a second of ours, messages a second of kombu alone, and the median of their ratios."""
    rounds = [(ours(setting), _bare(setting)) for _ in range(ROUNDS)]
    mine, theirs = zip(*rounds, strict=True)
    return median(mine), median(theirs), median(one / other for one, other in rounds)


def ours(setting: Setting, poison: int = 0, **given: str) -> float:
    """Return events a second from the outbox to their effects, behind so many that no handler can take."""
    setting.empty()
    if poison:
        setting.record(poison, "fails")
    setting.record(EVENTS)
    with setting.process("worker", **given), setting.process("relay", **given):
        return rate(setting.effects, EVENTS)


def share_beside_poison(setting: Setting) -> float:
    """Return the rate of events beside one in a hundred that always fails, as a share of the rate without."""
    return median(ours(setting, EVENTS // 100) / ours(setting) for _ in range(ROUNDS))


def _bare(setting: Setting) -> float:
    setting.empty()
    with bare.running(setting, EVENTS):
        return rate(lambda: _rows(setting), EVENTS)


def _rows(setting: Setting) -> int:
    """Return how many rows kombu alone has written."""
    with setting.owner.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM bare").scalar_one())


def relay_alone(setting: Setting) -> tuple[float, float, float]:
    """Return the relay's events a second, those of bare confirmed publishing in batches, and the median ratio."""
    rounds = []
    for _ in range(ROUNDS):
        setting.empty()
        setting.record(RELAYED)
        with setting.process("relay"):
            mine = rate(lambda: int(setting.ask("SELECT count(published_at) FROM outbox")), RELAYED)
        setting.empty()
        rounds.append((mine, bare.publishing_a_second(setting, RELAYED)))
    ours_, theirs = zip(*rounds, strict=True)
    return median(ours_), median(theirs), median(one / other for one, other in rounds)


def latencies(setting: Setting, each: float, count: int) -> list[float]:
    """Return the milliseconds from recording to committed effect of events that come `each` seconds."""
    setting.empty()
    with setting.process("worker"), setting.process("relay"):
        # The first ones open connections.
        for warm in range(5):
            setting.record(1)
            until(lambda seen=warm: setting.effects() > seen, "a first effect")
        setting.empty()
        paced(lambda: setting.record(1), each, count)
        until(lambda: setting.effects() == count, "all effects", PATIENCE)
    return sorted(1000 * float(seconds) for seconds in setting.ask(LATENCIES))


def p99(values: list[float]) -> float:
    """Return the value that 99 of 100 do not exceed."""
    return quantiles(values, n=100)[98]


def milliseconds_an_event(setting: Setting, **given: str) -> float:
    """Return the CPU milliseconds of relay and worker for one event."""
    setting.empty()
    setting.record(EVENTS)
    with setting.process("worker", **given) as worker, setting.process("relay", **given) as relay:
        begun = [_cpu(child.pid) for child in (worker, relay)]
        until(lambda: setting.effects() == EVENTS, "the last effect", PATIENCE)
        spent = [_cpu(child.pid) - before for child, before in zip((worker, relay), begun, strict=True)]
    return 1000 * sum(spent) / EVENTS


def _cpu(pid: int) -> float:
    told = psutil.Process(pid).cpu_times()
    return float(told.user + told.system)


def cost_of_tracing(setting: Setting) -> tuple[float, float, float]:
    """Return the CPU milliseconds of an event with and without traces sent, and the median of their ratios."""
    with Traces(setting.home) as traces:
        pairs = [
            (milliseconds_an_event(setting, OTLP_ENDPOINT=traces.url), milliseconds_an_event(setting))
            for _ in range(ROUNDS)
        ]
    traced, plain = zip(*pairs, strict=True)
    return median(traced), median(plain), median(one / other for one, other in pairs)
