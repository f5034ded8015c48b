"""The one place that asks what time it is, so that tests can travel."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the current moment, always aware and in UTC."""


def system_clock() -> datetime:
    """Return now in UTC."""
    return datetime.now(UTC)
