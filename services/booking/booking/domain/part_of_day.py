"""Morning, afternoon and evening, as people ask for them and as free times are arranged."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

PartOfDay = Literal["morning", "afternoon", "evening"]
PARTS: tuple[PartOfDay, ...] = ("morning", "afternoon", "evening")
NOON, EVENING = 12, 17


def part_of(moment: datetime, zone: ZoneInfo) -> PartOfDay:
    """Return the part of the day on the town's clocks."""
    hour = moment.astimezone(zone).hour
    return "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
