"""How long somebody will probably wait: what is before them, shared among who is at work."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

STEP_MINUTES = 5


def expected_wait(before: int, at_work: int, lengths: Sequence[timedelta], usual: timedelta) -> int:
    """Return minutes, rounded up to five: nobody is promised a time that then passes.

    `lengths` are today's calls, `usual` counts until there are some.
    """
    mean = sum(lengths, timedelta()) / len(lengths) if lengths else usual
    minutes = mean.total_seconds() / 60 * before / max(1, at_work)
    return ceil(minutes / STEP_MINUTES) * STEP_MINUTES
