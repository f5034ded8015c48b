"""When a notice leaves: on the next working day of the Land."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

_SATURDAY = 5


@lru_cache(maxsize=16)
def _holidays(land: str) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=land)


def is_working_day(day: date, land: str) -> bool:
    """Tell whether offices of the Land work on a day: Monday to Friday, no public holiday."""
    return day.weekday() < _SATURDAY and day not in _holidays(land)


def next_working_day(after: date, land: str) -> date:
    """Return the first working day after a day."""
    day = after + timedelta(days=1)
    while not is_working_day(day, land):
        day += timedelta(days=1)
    return day


def dispatch_moment(chosen: datetime, *, zone: ZoneInfo, land: str, cut_off: time, leaves_at: time) -> datetime:
    """Return when a notice chosen at a moment leaves; one after a working day's cut-off counts for the day after."""
    local = chosen.astimezone(zone)
    day = local.date()
    if local.time() > cut_off and is_working_day(day, land):
        day += timedelta(days=1)
    return datetime.combine(next_working_day(day, land), leaves_at, zone).astimezone(UTC)
