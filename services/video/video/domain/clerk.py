"""Who of the staff is at a desk, and whether people can be called there."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

Presence = Literal["free", "away"]
AT_DESK_FOR = timedelta(seconds=100)


@dataclass(frozen=True)
class Clerk:
    """One person at a desk, as their open page told us last.

    `since` is when they came, or became what they are; `office` is whose queue they look at, empty for all.
    """

    subject: str
    name: str
    presence: Presence
    seen_at: datetime
    since: datetime
    office: str = ""

    def at_desk(self, now: datetime) -> bool:
        """Whether their page was open a moment ago."""
        return now - self.seen_at < AT_DESK_FOR

    def seen(self, now: datetime, presence: Presence | None, office: str | None) -> "Clerk":
        """Take a sign of life; what it leaves out stays as it was, and who comes back begins anew."""
        kept = presence or self.presence
        stays = kept == self.presence and self.at_desk(now)
        return replace(
            self,
            presence=kept,
            seen_at=now,
            since=self.since if stays else now,
            office=self.office if office is None else office,
        )


@dataclass(frozen=True)
class Colleague:
    """A clerk as colleagues see them: free, in a call, or away."""

    subject: str
    name: str
    state: Literal["free", "in_call", "away"]
