"""Prints one line a figure; `GROWTH_ROWS=100000` stops at a smaller size. Leaves `.local/bench/growth.json` for a plot.

Both sides of each ratio are the same operation in the same run on the same database, before and after it has grown,
each as a multiple of work that is always the same and was measured in turns with it.
"""

import json
import os
import sys
from collections.abc import Iterator

import sqlalchemy as sa

from benchmarks.booking.setting import setting
from benchmarks.booking.towns import Size
from benchmarks.growth.loading import TOWN, Step, load
from benchmarks.growth.operations import YARDSTICK, Day
from benchmarks.telling import Figure, at_most, tell
from chassis.persistence.engine import create_engine
from local.home import ROOT

STEPS = (Step(1, 10_000), Step(10, 100_000), Step(100, 1_000_000), Step(1_100, 10_000_000))
MOST_TIMES = 1.2
SIZES = (Size(TOWN, 1, 3, 30, 40),)


def main() -> int:
    """Grow, measure at each size, and return 1 if something costs more afterwards than it may."""
    largest = int(os.environ.get("GROWTH_ROWS", STEPS[-1].rows))
    return tell(_figures([step for step in STEPS if step.rows <= largest]))


def _figures(steps: list[Step]) -> Iterator[Figure]:
    found: list[dict[str, float]] = []
    with setting(SIZES) as place:
        _alone(place.owner)
        place.running.work.engine.dispose()
        relays = create_engine(place.running.settings.relay_database_url.get_secret_value(), pool_size=1)
        with relays.connect().execution_options(isolation_level="AUTOCOMMIT") as relay:
            before = Step(1, 0)
            for step in steps:
                place.add_neighbours(step.towns - 1, already=before.towns - 1)
                load(place.owner, step, before.rows)
                found.append(Day(place, relay).costs())
                yield from (Figure(f"{name}_cpu_ms_{_short(step)}", f"{ms:.2f}") for name, ms in found[-1].items())
                yield Figure(f"database_megabytes_{_short(step)}", f"{_megabytes(place.owner):.0f}")
                before = step
        relays.dispose()
    _keep(steps, found)
    for name in found[0]:
        if name != YARDSTICK:
            yield at_most(
                f"{name}_largest_to_smallest", in_yards(found[-1], name) / in_yards(found[0], name), MOST_TIMES
            )


def in_yards(costs: dict[str, float], name: str) -> float:
    """Return a cost as a multiple of work that is always alike: a busier machine does not look like growth then."""
    return costs[name] / costs[YARDSTICK]


def _alone(owner: sa.Engine) -> None:
    """Let no other process help one that answers: what it costs is counted where it is asked."""
    with owner.begin() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET max_parallel_workers_per_gather = 0')


def _short(step: Step) -> str:
    return f"{step.towns}_towns_{step.rows // 1000}k"


def _megabytes(owner: sa.Engine) -> float:
    with owner.connect() as connection:
        return float(connection.exec_driver_sql("SELECT pg_database_size(current_database()) / 1e6").scalar_one())


def _keep(steps: list[Step], found: list[dict[str, float]]) -> None:
    file = ROOT / ".local" / "bench" / "growth.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    told = {"steps": [[step.towns, step.rows] for step in steps], "costs": found}
    file.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
