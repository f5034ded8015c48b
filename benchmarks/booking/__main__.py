"""Prints one line a figure: `figure=… value=… goal=… holds=yes|no`."""

import sys
import tempfile
from pathlib import Path

from benchmarks.booking import race, rates, searching, serving
from benchmarks.booking.setting import Setting, setting
from benchmarks.booking.towns import SIZES

TENANTS = 1100
MOST_MILLISECONDS, FULL_TO_EMPTY, MANY_TO_ONE, SHARE = 3.0, 1.2, 1.1, 0.5


def main() -> int:
    """Measure everything and return 1 if a goal is missed."""
    missed = 0
    with setting() as found:
        for name, value, goal, holds in (*_cpu(found), *_rates(found)):
            print(f"figure={name} value={value} goal={goal} holds={'yes' if holds else 'no'}", flush=True)
            missed += not holds
    return min(missed, 1)


def _cpu(found: Setting) -> list[tuple[str, str, str, bool]]:
    towns = ("desk-day", "office-month", "town-month", "town-full", "town-cancelled", "town-empty")
    alone = searching.milliseconds(found.running, *towns)
    searches, bare, share = serving.share_of_bare(found, everybody_looks=False)
    alone_searches, _, alone_share = serving.share_of_bare(found, everybody_looks=True)
    found.add_neighbours(TENANTS - len(SIZES))
    among = searching.milliseconds(found.running, "town-month")["town-month"]
    spent = {town: sum(parts) for town, parts in alone.items()}
    lines = [
        (
            f"cpu_ms_{town.replace('-', '_')}",
            _parts(parts),
            "-",
            True,
        )
        for town, parts in alone.items()
        if town != "town-month"
    ]
    month = alone["town-month"]
    return [
        *lines,
        (
            "cpu_ms_20_offices_month",
            _parts(month),
            f"<={MOST_MILLISECONDS}",
            sum(month) <= MOST_MILLISECONDS,
        ),
        _ratio("full_to_emptied", spent["town-full"] / spent["town-cancelled"], FULL_TO_EMPTY, most=True),
        _ratio("full_to_never_booked", spent["town-full"] / spent["town-empty"], FULL_TO_EMPTY, most=True),
        ("cpu_ms_20_offices_month_1100_tenants", _parts(among), "-", True),
        _ratio("tenants_1100_to_one", sum(among) / sum(month), MANY_TO_ONE, most=True),
        ("searches_a_second", f"{searches:.0f}", "-", True),
        ("bare_route_a_second", f"{bare:.0f}", "-", True),
        _ratio("search_to_bare_route", share, SHARE, most=False),
        ("searches_a_second_if_everybody_looks", f"{alone_searches:.0f}", "-", True),
        _ratio("search_to_bare_route_if_everybody_looks", alone_share, SHARE, most=False),
    ]


def _rates(found: Setting) -> list[tuple[str, str, str, bool]]:
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, share = rates.share_of_pgbench(found, Path(folder))
    winners, strange, oversold = race.race(found)
    return [
        ("hold_and_confirm_a_second", f"{ours:.0f}", "-", True),
        ("pgbench_a_second", f"{theirs:.0f}", "-", True),
        _ratio("hold_and_confirm_to_pgbench", share, SHARE, most=False),
        ("race_winners", str(winners), str(race.ROUNDS), winners == race.ROUNDS),
        ("race_neither_won_nor_lost", str(strange), "0", strange == 0),
        ("oversold", str(oversold), "0", oversold == 0),
    ]


def _parts(spent: tuple[float, float]) -> str:
    return f"{sum(spent):.2f} (app {spent[0]:.2f}, database {spent[1]:.2f})"


def _ratio(name: str, value: float, goal: float, *, most: bool) -> tuple[str, str, str, bool]:
    return name, f"{value:.2f}", f"{'<=' if most else '>='}{goal}", value <= goal if most else value >= goal


if __name__ == "__main__":
    sys.exit(main())
