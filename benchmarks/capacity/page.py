"""`docs/capacity.md`: the year that was played, what it needs, and where the first limit lies."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.capacity.costs import Costs, read
from benchmarks.capacity.demand import (
    ASSUMED_MINUTES,
    ASSUMED_RELAYED,
    ASSUMED_SEARCHES,
    PEOPLE,
    TOWNS,
    Year,
    year,
)
from benchmarks.capacity.play import MINUTES_OF_DAY, Played, play

QUARTER, OPENS, CLOSES = 15, 8, 18
MEGABITS_OF_A_CALL = 2 * 1.5
SOCKETS_OF_A_PROCESS = 320 - 20
"""The video service's threads, less those that stay for pages (`video.web.threads`)."""


@dataclass(frozen=True)
class Needs:
    """What the year's busiest minute needs."""

    appointments: int
    calls: int
    busiest_hour: int
    cores_of_bookings: float
    cores_of_searches: float
    sockets: int
    processes: int
    megabits: float
    cores_of_relays: float


def needs(played: Played, costs: Costs) -> Needs:
    """Work out the busiest hour and minute."""
    hours = played.begun.reshape(-1, 60).sum(axis=1)
    a_second = hours.max() / 3600
    calls = int(played.running.max())
    return Needs(
        appointments=int(played.begun.sum()),
        calls=calls,
        busiest_hour=int(hours.max()),
        # As many are booked in an hour as are held in it.
        cores_of_bookings=a_second * costs.whole_ms / 1000,
        cores_of_searches=a_second * ASSUMED_SEARCHES * costs.search_ms / 1000,
        sockets=2 * calls,
        processes=math.ceil(2 * calls / SOCKETS_OF_A_PROCESS),
        megabits=calls * ASSUMED_RELAYED * MEGABITS_OF_A_CALL,
        cores_of_relays=calls * ASSUMED_RELAYED * MEGABITS_OF_A_CALL * costs.relay_seconds_a_megabit,
    )


def busiest_day(played: Played) -> dict[str, int]:
    """Return the calls that run at most in each quarter of an hour of the busiest day, while offices are open."""
    days = played.running.reshape(-1, MINUTES_OF_DAY)
    day = days[int(np.argmax(days.max(axis=1)))]
    quarters = day[OPENS * 60 : CLOSES * 60].reshape(-1, QUARTER)
    return {
        f"{OPENS + number // 4}:{number % 4 * QUARTER:02}": int(calls)
        for number, calls in enumerate(quarters.max(axis=1))
    }


def write(found: Year, played: Played, costs: Costs) -> str:
    """Return the page."""
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - Markdown
    return environment.get_template("page.md.jinja").render(
        found=needs(played, costs),
        costs=costs,
        people=PEOPLE,
        towns=TOWNS,
        months=[round(month / 1000) for month in found.by_month],
        day=busiest_day(played),
        minutes=ASSUMED_MINUTES,
        searches=ASSUMED_SEARCHES,
        relayed=ASSUMED_RELAYED,
        megabits_of_a_call=MEGABITS_OF_A_CALL,
        sockets_of_a_process=SOCKETS_OF_A_PROCESS,
    )


def of_the_region() -> str:
    """Play the year and return the page."""
    played = play(found := year())
    return write(found, played, read())
