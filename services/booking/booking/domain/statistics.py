"""Figures of appointments without persons: small counts are not told, since in a small town they are somebody."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from booking.domain.catalogue import Section
from booking.domain.opening import openings
from booking.domain.town import Town

Group = Literal["procedure", "weekday", "hour", "desk"]
SMALLEST = 5
"""Counts below are told as "fewer than 5", and nothing is derived from them."""
_HOUR = timedelta(hours=1)


class SearchKey(NamedTuple):
    """When something was searched; the procedure is empty for the search as a whole."""

    day: date
    hour: int
    procedure: str


@dataclass(frozen=True)
class Searched:
    """How often, and how often nothing was free."""

    searches: int = 0
    in_vain: int = 0

    def __add__(self, more: "Searched") -> "Searched":
        return Searched(self.searches + more.searches, self.in_vain + more.in_vain)

    @property
    def in_vain_percent(self) -> int | None:
        """How many searches of a hundred found nothing."""
        return None if self.searches < SMALLEST else round(100 * self.in_vain / self.searches)


@dataclass(frozen=True)
class Figures:
    """What happened to the appointments of one group; hours are from booking to beginning, `None` if unknown.

    `minutes` are those that desks were taken, of the `open_minutes` for which somebody sat there.
    """

    key: str
    booked: int = 0
    missed: int = 0
    ended: int = 0
    lead_hours: float | None = None
    minutes: int = 0
    open_minutes: int = 0
    searched: Searched = Searched()

    @property
    def is_told(self) -> bool:
        """Tell whether there are enough appointments to speak of."""
        return self.booked >= SMALLEST

    @property
    def missed_percent(self) -> int | None:
        """Of those that are over, how many nobody came to; `None` where either count would be about few people."""
        few = 0 < self.missed < SMALLEST or 0 < self.ended - self.missed < SMALLEST
        return None if few or self.ended < SMALLEST else round(100 * self.missed / self.ended)

    @property
    def lead_days(self) -> float | None:
        """How many days before people book, on average."""
        return None if not self.is_told or self.lead_hours is None else round(self.lead_hours / 24, 1)

    @property
    def load_percent(self) -> int | None:
        """How much of the open time is booked; `None` where nobody sits there, or few came."""
        return None if not (self.open_minutes and self.is_told) else round(100 * self.minutes / self.open_minutes)


def open_minutes(section: Section, town: Town, first: date, last: date) -> dict[Group, Counter[str]]:
    """Return for how many minutes desks are open between two days, by weekday, hour and desk.

    The hours are those of today's catalogue with their dates of validity; demo desks do not count.
    """
    found: dict[Group, Counter[str]] = {"weekday": Counter(), "hour": Counter(), "desk": Counter()}
    desks = [(office, desk) for office in section.offices for desk in office.desks if not desk.demo]
    for day in (first + timedelta(days=offset) for offset in range((last - first).days + 1)):
        for office, desk in desks:
            for opened in openings(office, desk, day, town):
                minutes = (opened.ends_at - opened.begins_at) // timedelta(minutes=1)
                found["weekday"][str(day.isoweekday())] += minutes
                found["desk"][desk.key] += minutes
                begins = opened.begins_at
                while begins < opened.ends_at:
                    ends = min(begins.replace(minute=0, second=0, microsecond=0) + _HOUR, opened.ends_at)
                    hour = f"{begins.astimezone(town.zone):%H}"
                    found["hour"][hour] += (ends - begins) // timedelta(minutes=1)
                    begins = ends
    return found
