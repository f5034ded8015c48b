"""The door of an office at which citizens knock without an appointment: open, full or closed, and how long to wait.

A walk-in gets a slot like everybody else, the next one that is free, so that the constraint keeps desks from being
promised twice and the expected wait is what the calendar really holds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from booking.domain.catalogue import Office, Section
from booking.domain.procedure import Procedure
from booking.domain.search import Free, Search
from booking.domain.slot import Slot
from booking.domain.timetable import SameSection
from booking.domain.town import Town

TIME_FOR_THE_FORM = timedelta(minutes=5)
_RASTER = 5
_LOOK_AHEAD_DAYS = 7
DoorState = Literal["open", "full", "closed"]


@dataclass(frozen=True)
class Door:
    """An office as somebody finds it who comes now."""

    office: Office
    state: DoorState
    waiting: int = 0
    wait: timedelta | None = None
    opens_at: datetime | None = None


def search_at_door(
    section: Section, office: Office, town: Town, chosen: tuple[Procedure, ...], now: datetime
) -> Search:
    """Return the question for what is free from now on at the desks that take walk-ins."""
    return Search(_at_the_door(SameSection(section), office.key), town, chosen, now)


def first_free(free: Free, now: datetime, longest: timedelta) -> tuple[Slot, ...]:
    """Return the free slots, earliest first, that begin before anybody would have to wait too long."""
    earliest, latest = now + TIME_FOR_THE_FORM, now + longest
    slots = (slot for day in free.days for slot in free.on(day))
    near = takewhile(lambda slot: slot.time.begins_at <= latest, slots)
    return tuple(slot for slot in near if slot.time.begins_at >= earliest)


def door_of(office: Office, waiting: int, free: Free, unbooked: Free, now: datetime) -> Door:
    """Return how the door looks: `unbooked` is what would be free if nobody had booked."""
    if office.knocking is None:
        return Door(office, "closed")
    longest = timedelta(minutes=office.knocking.longest_wait_minutes)
    opens = unbooked.first
    if opens is None or opens.time.begins_at > now + TIME_FOR_THE_FORM + timedelta(minutes=_RASTER):
        return Door(office, "closed", waiting, opens_at=opens.time.begins_at if opens else None)
    wait = _wait(free, now)
    if wait is None or wait > longest or waiting >= office.knocking.most_waiting:
        return Door(office, "full", waiting)
    return Door(office, "open", waiting, wait=wait)


def _wait(free: Free, now: datetime) -> timedelta | None:
    first = free.first_from(now + TIME_FOR_THE_FORM)
    return first.time.begins_at - now if first else None


@lru_cache(maxsize=256)
def _at_the_door(same: SameSection, office_key: str) -> Section:
    """Return the catalogue as it holds at the door: this office, the hours for knocking, no lead time."""
    section, office = same.section, same.section.office_of(office_key)
    rules = office.knocking
    hours, named = (rules.hours, rules.desks) if rules else ((), ())
    plain = {"hours": (), "lead_minutes": None, "horizon_hours": None, "raster_minutes": None}
    desks = tuple(desk.model_copy(update=plain) for desk in office.desks if not named or desk.key in named)
    door = office.model_copy(update={"hours": hours, "desks": desks})
    told = {"offices": (door,), "lead_minutes": 0, "raster_minutes": _RASTER, "horizon_days": _LOOK_AHEAD_DAYS}
    return section.model_copy(update=told | {"release_at": 0})
