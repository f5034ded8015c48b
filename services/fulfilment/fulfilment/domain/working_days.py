"""The town's working days: Monday to Friday without the public holidays of its Land."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

_SATURDAY = 5


@lru_cache(maxsize=16)
def _holidays(land: str) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=land)


def is_working_day(day: date, land: str) -> bool:
    """Say whether offices of the Land (`BW`, `BE`, …) work on this day."""
    return day.weekday() < _SATURDAY and day not in _holidays(land)


def working_days_after(day: date, count: int, land: str) -> date:
    """Return the `count`-th working day after `day`; the day itself does not count (§ 187 (1) BGB)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, land)
    return day


def working_days_between(first: date, last: date, land: str) -> int:
    """Return how many working days lie after `first`, up to and with `last`."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(is_working_day(day, land) for day in days)
