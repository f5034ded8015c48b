"""Prints one line a figure: `figure=… value=… goal=… holds=yes|no`."""

import sys
from statistics import median

from benchmarks.events import flow
from benchmarks.events.setting import Setting, setting

SHARE, MOST_P99, MOST_IDLE, MOST_TRACING, BESIDE_POISON = 0.5, 250.0, 20.0, 1.1, 0.9


def _flow(found: Setting) -> list[tuple[str, str, str, bool]]:
    ours, theirs, share = flow.whole(found)
    busy = flow.latencies(found, 2 / ours, flow.PACED)
    idle = flow.latencies(found, 0.2, flow.IDLE)
    return [
        ("events_a_second", f"{ours:.0f}", "-", True),
        ("kombu_alone_a_second", f"{theirs:.0f}", "-", True),
        ("events_to_kombu_alone", f"{share:.2f}", f">={SHARE}", share >= SHARE),
        ("effect_after_ms_p50_at_half_load", f"{median(busy):.1f}", "-", True),
        ("effect_after_ms_p99_at_half_load", f"{flow.p99(busy):.1f}", f"<{MOST_P99:.0f}", flow.p99(busy) < MOST_P99),
        ("effect_after_ms_p50_idle", f"{median(idle):.1f}", f"<{MOST_IDLE:.0f}", median(idle) < MOST_IDLE),
    ]


def _relay(found: Setting) -> list[tuple[str, str, str, bool]]:
    ours, theirs, share = flow.relay_alone(found)
    return [
        ("relayed_a_second", f"{ours:.0f}", "-", True),
        ("bare_confirmed_a_second", f"{theirs:.0f}", "-", True),
        ("relay_to_bare_publishing", f"{share:.2f}", f">={SHARE}", share >= SHARE),
    ]


def _poison(found: Setting) -> list[tuple[str, str, str, bool]]:
    share = flow.share_beside_poison(found)
    return [("beside_poison_to_without", f"{share:.2f}", f">={BESIDE_POISON}", share >= BESIDE_POISON)]


def _tracing(found: Setting) -> list[tuple[str, str, str, bool]]:
    traced, plain, cost = flow.cost_of_tracing(found)
    return [
        ("event_cpu_ms", f"{plain:.2f}", "-", True),
        ("event_cpu_ms_traced", f"{traced:.2f}", "-", True),
        ("traced_to_untraced", f"{cost:.2f}", f"<={MOST_TRACING}", cost <= MOST_TRACING),
    ]


def main(words: list[str]) -> int:
    """Measure everything, or the parts that are named, and return 1 if a goal is missed."""
    missed = False
    parts = {"relay": _relay, "flow": _flow, "poison": _poison, "tracing": _tracing}
    with setting() as found:
        for part in (parts[word] for word in words or parts):
            for name, value, goal, holds in part(found):
                print(f"figure={name} value={value} goal={goal} holds={'yes' if holds else 'no'}", flush=True)
                missed |= not holds
    return int(missed)


sys.exit(main(sys.argv[1:]))
