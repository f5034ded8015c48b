"""A desk's appointments for the clerk's own calendar program: one secret link a desk, renewed or closed at any time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from booking.domain.catalogue import Desk, Office
from booking.use_cases.ports import BookingUnit, Keys
from chassis.access import Grant, digest

DESK_CALENDAR = "desk-calendar"
OPEN_FOR = timedelta(days=365)
_FEEDS = UUID("0b7e6a0c-6f0a-5b8e-9c53-7f2d1a4be911")
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class DeskFeed:
    """A desk and the address of its calendar, None while it has none."""

    office: Office
    desk: Desk
    id: UUID
    link: str | None


def feeds(unit: BookingUnit, keys: Keys) -> tuple[DeskFeed, ...]:
    """Return every desk of the town with the link of its calendar."""
    found = []
    for office in unit.catalogue.offices:
        for desk in office.desks:
            feed_id = _feed_id(unit.tenant.key, office, desk)
            grant = unit.access.grant(feed_id, DESK_CALENDAR)
            found.append(DeskFeed(office, desk, feed_id, _link(unit, grant, keys) if grant else None))
    return tuple(found)


def open_feed(unit: BookingUnit, feed: DeskFeed, actor: str, keys: Keys) -> None:
    """Make a new link, which closes an older one; its epoch is the moment, so that no later one is like it."""
    now = unit.clock()
    grant = Grant(unit.tenant.key, feed.id, DESK_CALENDAR, int((now - _FIRST).total_seconds()))
    unit.access.keep(digest(keys.token(grant)), grant, now + OPEN_FOR)
    unit.audit("opened desk calendar", feed.id, actor)


def close_feed(unit: BookingUnit, feed: DeskFeed, actor: str) -> None:
    """Close the link; whoever subscribed sees no more appointments."""
    unit.access.revoke(feed.id)
    unit.audit("closed desk calendar", feed.id, actor)


def _link(unit: BookingUnit, grant: Grant, keys: Keys) -> str:
    return unit.tenant.url(f"termin/kalender/{keys.token(grant)}.ics")


def _feed_id(tenant: str, office: Office, desk: Desk) -> UUID:
    return uuid5(_FEEDS, f"{tenant}/{office.key}/{desk.key}")
