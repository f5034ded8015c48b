"""When to try again: less and less often, never all at once."""

import secrets
from datetime import datetime, timedelta

FIRST_LOOK = timedelta(seconds=2)
SELDOM = timedelta(hours=6)
_SPREAD = 0.2
_dice = secrets.SystemRandom()


def wait_after(since: datetime, now: datetime) -> timedelta:
    """Return half of the time that has passed, at least some seconds and at most some hours (capped back-off)."""
    return min(max(FIRST_LOOK, (now - since) / 2), SELDOM)


def next_look(since: datetime, now: datetime) -> datetime:
    """Return when to try again, spread by a fifth, so that what failed together does not come back together."""
    return now + wait_after(since, now) * _dice.uniform(1 - _SPREAD, 1 + _SPREAD)
