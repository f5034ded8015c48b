"""A town's calendar: its Land, whose law makes holidays, and its clocks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Town:
    """What the search has to know of a town beside its catalogue."""

    land: str
    zone: ZoneInfo

    def day_of(self, moment: datetime) -> date:
        """Return the calendar day in the town."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date, minutes: int) -> datetime:
        """Return the moment at which the town's clocks show a time of day; 24:00 is the next day's midnight."""
        return (datetime.combine(day, time.min, self.zone) + timedelta(minutes=minutes)).astimezone(UTC)

    def midnight(self, day: date) -> datetime:
        """Return when a calendar day begins."""
        return self.at(day, 0)
