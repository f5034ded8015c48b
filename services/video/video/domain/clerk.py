"""Who of the staff is at a desk, and whether people can be called there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Presence = Literal["free", "away"]
AT_DESK_FOR = timedelta(seconds=100)


@dataclass(frozen=True)
class Clerk:
    """One person at a desk, as their open page told us last."""

    subject: str
    name: str
    presence: Presence
    seen_at: datetime

    def at_desk(self, now: datetime) -> bool:
        """Whether their page was open a moment ago."""
        return now - self.seen_at < AT_DESK_FOR


@dataclass(frozen=True)
class Colleague:
    """A clerk as colleagues see them: free, in a call, or away."""

    subject: str
    name: str
    state: Literal["free", "in_call", "away"]
