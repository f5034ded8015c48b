"""How much sooner a notice comes out of a process that is warm than out of a fresh one, and what that process holds."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.billing.documents import FONTS, content, seal
from chassis.jobs.isolated import isolated
from chassis.jobs.warm import WarmProcesses

TARGET = "billing.adapters.pdf:render"
ROUNDS = 4


@dataclass(frozen=True)
class Warmth:
    """Wall-clock times of one notice, the two ways taking turns, and memory of the warm process."""

    fresh: float
    warm: float
    megabytes: int


def measure() -> Warmth:
    """Render the same notice both ways in turn, after a first round that warms up."""
    pool = WarmProcesses(most=1)
    ways: dict[str, Callable[..., bytes]] = {"fresh": isolated(TARGET), "warm": pool.function(TARGET)}
    told = (content(), FONTS, seal())
    ways["warm"](*told)
    spent = dict.fromkeys(ways, 0.0)
    for _ in range(ROUNDS):
        for name, way in ways.items():
            before = time.perf_counter()
            way(*told)
            spent[name] += time.perf_counter() - before
    holds = pool.function("chassis.jobs.warm:resident_megabytes")()
    pool.close()
    return Warmth(spent["fresh"] / ROUNDS, spent["warm"] / ROUNDS, holds)
