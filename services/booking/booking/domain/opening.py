"""Opening hours: rules of weekdays turned into intervals of one day, with public holidays and clock changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from booking.domain.catalogue import Desk, Hours, Office
from booking.domain.slot import Interval


def openings(office: Office, desk: Desk, day: date, land: str, zone: ZoneInfo) -> Iterator[Interval]:
    """Yield when the desk is open on that day, in UTC; the desk's own hours stand in place of the office's."""
    if day in office.closed:
        return
    for hours in desk.hours or office.hours:
        if hours.apply_on(day) and (hours.on_holidays or not is_public_holiday(day, land)):
            opening = _on(day, hours, zone)
            if opening.begins_at < opening.ends_at:
                yield opening


@lru_cache(maxsize=4096)
def is_public_holiday(day: date, land: str) -> bool:
    """Tell whether the Land's law makes the day a public holiday (BW: Feiertagsgesetz § 1)."""
    return day in holidays.country_holidays("DE", subdiv=land, years=day.year)


def _on(day: date, hours: Hours, zone: ZoneInfo) -> Interval:
    return Interval(_moment(day, hours.opens, zone), _moment(day, hours.closes, zone))


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return what the town's clocks show; 24:00 is the next day's midnight."""
    wall = datetime.combine(day, time.min, zone) + timedelta(minutes=minutes)
    return wall.astimezone(UTC)
