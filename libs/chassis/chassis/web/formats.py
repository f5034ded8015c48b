"""Times, days and amounts as people read them: in the town's zone and the page's language."""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency
from flask import Flask

from chassis.web.language import current_language
from chassis.web.tenant import current_tenant


def _locale() -> str:
    return current_language().partition("-")[0]


def _local(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("a time without zone cannot be shown; use aware datetimes")
    return when.astimezone(current_tenant().zone)


def moment(when: datetime) -> str:
    """Return day and time, as in `Dienstag, 24. November 2026, 15:30 Uhr`."""
    local = _local(when)
    if _locale() == "de":
        return format_datetime(local, "EEEE, d. MMMM y, HH:mm 'Uhr'", tzinfo=local.tzinfo, locale="de")
    return format_datetime(local, "EEEE, d MMMM y, HH:mm", tzinfo=local.tzinfo, locale=_locale())


def day(when: date) -> str:
    """Return the day, as in `Dienstag, 24. November 2026`."""
    shown = _local(when).date() if isinstance(when, datetime) else when
    return format_date(shown, "EEEE, d. MMMM y" if _locale() == "de" else "EEEE, d MMMM y", locale=_locale())


def month(when: date) -> str:
    """Return the month, as in `November 2026`."""
    return format_date(when, "LLLL y", locale=_locale())


def clock(when: datetime) -> str:
    """Return the time of day, as in `15:30 Uhr`."""
    local = _local(when)
    return format_time(local, "HH:mm 'Uhr'" if _locale() == "de" else "HH:mm", tzinfo=local.tzinfo, locale=_locale())


def euro(cents: int) -> str:
    """Return an amount of cents, as in `10,50 €`."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=_locale())


def add_formats(app: Flask) -> None:
    """Give the templates `|moment`, `|day`, `|month`, `|clock` and `|euro`."""
    app.jinja_env.filters.update(moment=moment, day=day, month=month, clock=clock, euro=euro)
