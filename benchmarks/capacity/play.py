"""A year played by the minute: people come by chance (Poisson), calls last as long as calls do (exponential)."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from benchmarks.capacity.demand import ASSUMED_MINUTES, HOURS, WEEKDAYS, Year

MINUTES_OF_DAY = 24 * 60
YEAR_BEGINS = date(2026, 1, 1)
DAYS = 365


@dataclass(frozen=True)
class Played:
    """What each minute of the year saw."""

    begun: NDArray[np.int64]
    """Calls begun."""
    running: NDArray[np.int64]
    """Calls that run."""


def weights(year: Year) -> NDArray[np.float64]:
    """Return how many appointments each minute of the year expects."""
    found = np.zeros(DAYS * MINUTES_OF_DAY)
    days = [YEAR_BEGINS + timedelta(days=number) for number in range(DAYS)]
    for number, day in enumerate(days):
        if day.weekday() < len(WEEKDAYS):
            for hour, share in HOURS.items():
                begins = number * MINUTES_OF_DAY + hour * 60
                found[begins : begins + 60] = WEEKDAYS[day.weekday()] * share / 60
    for month, appointments in enumerate(year.by_month, 1):
        of_month = np.repeat([day.month == month for day in days], MINUTES_OF_DAY)
        found[of_month] *= appointments / found[of_month].sum()
    return found


def play(year: Year, seed: int = 2026) -> Played:
    """Play the year once; the same seed gives the same year."""
    chance = np.random.default_rng(seed)
    begun = chance.poisson(weights(year))
    starts = np.repeat(np.arange(begun.size), begun)
    ends = starts + np.ceil(chance.exponential(ASSUMED_MINUTES, starts.size)).astype(int)
    change = (
        np.bincount(starts, minlength=begun.size + 1)[: begun.size]
        - np.bincount(np.minimum(ends, begun.size), minlength=begun.size + 1)[: begun.size]
    )
    return Played(begun, np.cumsum(change))
