"""The Federation's share of fees and the days on which it is remitted: 1 June and 1 December."""

from datetime import date

DAYS = ((6, 1), (12, 1))
"""Month and day of each remittance run."""


def latest_run(today: date) -> date:
    """Return the run that was due last."""
    runs = [date(year, month, day) for year in (today.year - 1, today.year) for month, day in DAYS]
    return max(run for run in runs if run <= today)


def next_run(today: date) -> date:
    """Return the run that comes next."""
    runs = [date(year, month, day) for year in (today.year, today.year + 1) for month, day in DAYS]
    return min(run for run in runs if run > today)
