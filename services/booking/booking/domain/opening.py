"""Opening hours: rules of weekdays turned into intervals of one day, with public holidays and clock changes."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import holidays

from booking.domain.catalogue import Desk, Office
from booking.domain.slot import Interval
from booking.domain.town import Town


def openings(office: Office, desk: Desk, day: date, town: Town, *, at_home: bool = True) -> Iterator[Interval]:
    """Yield when the desk is open on that day, in UTC; the desk's own hours stand in place of the office's.

    Without `at_home` only the hours count in which the clerk sits in the office.
    """
    if not office.is_staffed(day) or not desk.is_staffed(day):
        return
    for hours in desk.hours or office.hours:
        if hours.home_office and not at_home:
            continue
        if hours.apply_on(day) and (hours.on_holidays or not is_public_holiday(day, town.land)):
            opening = Interval(town.at(day, hours.opens), town.at(day, hours.closes))
            if opening.begins_at < opening.ends_at:
                yield opening


@lru_cache(maxsize=4096)
def is_public_holiday(day: date, land: str) -> bool:
    """Tell whether the Land's law makes the day a public holiday (BW: Feiertagsgesetz § 1)."""
    return day in holidays.country_holidays("DE", subdiv=land, years=day.year)
