"""What becomes of a message: handled, waiting on the ladder, or dead. Free of broker and threads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError

from chassis.messaging.topology import RUNGS
from chassis.unit import TooEarly

ATTEMPTS = "x-attempts"
AWAY = "x-away"
EARLY = "x-too-early"
FIRST_FAILED = "x-first-failed-at"
COUNTED = (ATTEMPTS, AWAY, EARLY, FIRST_FAILED)
"""What a message carries of its failures; a replay begins without it."""
TOO_EARLY_FOR = timedelta(hours=24)
NOT_ITS_FAULT = (OperationalError, InterfaceError, ConnectionError)
"""The database or a neighbour is away: the message waits on the lower rungs until it is back, however long."""


class Outcome(Enum):
    """How handling a message ended; the values are those of the metric."""

    HANDLED = "handled"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    RETRY = "retry"
    DEAD = "dead"


@dataclass(frozen=True)
class Failure:
    """What is written on a message that could not be handled; the reason is the error's class, never its text."""

    attempts: int
    reason: str
    first_failed_at: datetime | None
    """None as long as it never failed by itself: a database that was away is no fault of the message."""
    away: int = 0
    early: int = 0

    @classmethod
    def after(cls, headers: Mapping[str, Any], error: BaseException, now: datetime) -> "Failure":
        """Count one more failure onto what the headers say, each kind by itself."""
        counts = {name: int(headers.get(name, 0)) for name in (ATTEMPTS, AWAY, EARLY)}
        kind = AWAY if isinstance(error, NOT_ITS_FAULT) else EARLY if isinstance(error, TooEarly) else ATTEMPTS
        counts[kind] += 1
        first = headers.get(FIRST_FAILED)
        return cls(
            attempts=counts[ATTEMPTS],
            reason=type(error).__name__,
            first_failed_at=datetime.fromisoformat(first) if first else None if kind is AWAY else now,
            away=counts[AWAY],
            early=counts[EARLY],
        )

    def rung(self, error: BaseException, now: datetime | None = None) -> int | None:
        """Return the seconds to wait, or None if the message is dead."""
        now = now or datetime.now(UTC)
        if isinstance(error, NOT_ITS_FAULT):
            return RUNGS[min(self.away, 2) - 1]
        if isinstance(error, TooEarly):
            waiting = now - (self.first_failed_at or now) < TOO_EARLY_FOR
            return RUNGS[min(self.early, len(RUNGS)) - 1] if waiting else None
        return RUNGS[self.attempts - 1] if self.attempts <= len(RUNGS) else None

    def headers(self, queue: str) -> dict[str, Any]:
        """Return the headers that a retry or a dead letter carries."""
        since = {FIRST_FAILED: self.first_failed_at.isoformat()} if self.first_failed_at else {}
        return since | {
            ATTEMPTS: self.attempts,
            AWAY: self.away,
            EARLY: self.early,
            "x-reason": self.reason,
            "x-handler": queue,
        }
