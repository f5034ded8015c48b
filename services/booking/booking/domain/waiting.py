"""The waiting list: who waits for which times, and the offer of a time that became free."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from booking.domain.catalogue import WEEKDAYS, Weekday
from booking.domain.part_of_day import PartOfDay, part_of
from booking.domain.slot import Slot
from chassis.limits import Limit

JOINING_WITH_ADDRESS = Limit("waiting-with-address", 5)
JOINING_FROM_NETWORK = Limit("waiting-from-network", 20)
SHORTEST_OFFER = timedelta(minutes=15)
"""Below this nobody could read the mail in time."""
MOST_UNANSWERED = 3
"""So many offers without an answer, and the place in the line goes to somebody who reads their mail."""


@dataclass(frozen=True, kw_only=True)
class TimeWish:
    """Which times would do; what names nothing leaves it open."""

    procedures: tuple[str, ...]
    persons: int = 1
    offices: tuple[str, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    parts: tuple[PartOfDay, ...] = ()
    until: date

    def fits(self, slot: Slot, zone: ZoneInfo) -> bool:
        """Tell whether this slot would do."""
        return (
            (not self.offices or slot.office in self.offices)
            and (not self.weekdays or WEEKDAYS[slot.day.weekday()] in self.weekdays)
            and (not self.parts or part_of(slot.time.begins_at, zone) in self.parts)
            and slot.day <= self.until
        )


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One place in the line. An offer is a hold of its own (`hold`), which nobody else can take.

    `offered_until` is set while the offer waits for an answer; once it is accepted the hold lives as any other.
    """

    id: UUID
    email: str
    wish: TimeWish
    consented_at: datetime
    mail_language: str = "de"
    hold: UUID | None = None
    offered_until: datetime | None = None
    unanswered: int = 0
    passed: tuple[datetime, ...] = ()

    def would_take(self, slot: Slot, zone: ZoneInfo) -> bool:
        """Tell whether this slot suits and was not turned down before."""
        return slot.time.begins_at not in self.passed and self.wish.fits(slot, zone)

    def is_offered(self, now: datetime) -> bool:
        """Tell whether an offer waits for an answer."""
        return self.hold is not None and self.offered_until is not None and now < self.offered_until

    def with_offer(self, hold: UUID, until: datetime) -> "Waiting":
        """Return the place with an offer."""
        return replace(self, hold=hold, offered_until=until)

    def accepted(self) -> "Waiting":
        """Return the place whose offer is taken up."""
        return replace(self, offered_until=None, unanswered=0)

    def without_offer(self, begins_at: datetime | None, *, answered: bool) -> "Waiting":
        """Return the place that waits on and is not asked about the same moment again."""
        passed = self.passed if begins_at is None else (*self.passed, begins_at)
        unanswered = 0 if answered else self.unanswered + 1
        return replace(self, hold=None, offered_until=None, passed=passed, unanswered=unanswered)


def offer_ends(now: datetime, begins_at: datetime, lead: timedelta, length: timedelta) -> datetime | None:
    """Return until when a time can be offered, or None where too little is left before it begins."""
    until = min(now + length, begins_at - lead)
    return until if until - now >= SHORTEST_OFFER else None
