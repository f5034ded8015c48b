"""Times, days and amounts as people read them: in the town's zone and the page's language."""

from datetime import date, datetime

from flask import Flask

from chassis.languages import formats
from chassis.web.language import current_language
from chassis.web.tenant import current_tenant


def _local(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("a time without zone cannot be shown; use aware datetimes")
    return when.astimezone(current_tenant().zone)


def moment(when: datetime) -> str:
    """Return day and time, as in `Dienstag, 24. November 2026, 15:30 Uhr`."""
    return formats.moment(current_language(), _local(when))


def day(when: date) -> str:
    """Return the day, as in `Dienstag, 24. November 2026`."""
    return formats.day(current_language(), _local(when).date() if isinstance(when, datetime) else when)


def month(when: date) -> str:
    """Return the month, as in `November 2026`."""
    return formats.month(current_language(), when)


def clock(when: datetime) -> str:
    """Return the time of day, as in `15:30 Uhr`."""
    return formats.clock(current_language(), _local(when))


def euro(cents: int) -> str:
    """Return an amount of cents, as in `10,50 €`."""
    return formats.euro(current_language(), cents)


def add_formats(app: Flask) -> None:
    """Give the templates `|moment`, `|day`, `|month`, `|clock` and `|euro`."""
    app.jinja_env.filters.update(moment=moment, day=day, month=month, clock=clock, euro=euro)
