"""Times, days and amounts in a language; Leichte Sprache has the German ones. Digits are the European ones in all."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_time
from babel.numbers import format_currency

_DAYS = {"de": "EEEE, d. MMMM y", "tr": "d MMMM y EEEE", "ar": "EEEE، d MMMM y"}
_SHORT_DAYS = {"de": "d. MMMM"}
_CLOCKS = {"de": "HH:mm 'Uhr'"}
_COMMAS = {"ar": "، "}


def locale_of(language: str) -> str:
    """Return the locale that Babel knows for a language (BCP 47)."""
    return language.partition("-")[0]


def moment(language: str, local: datetime) -> str:
    """Return day and time, as in `Dienstag, 24. November 2026, 15:30 Uhr`; the time is one of the town's clock."""
    return _day_and_time(language, local, _DAYS.get(locale_of(language), "EEEE, d MMMM y"))


def short_moment(language: str, local: datetime) -> str:
    """Return day and time as a subject line has room for, as in `24. November, 15:30 Uhr`."""
    return _day_and_time(language, local, _SHORT_DAYS.get(locale_of(language), "d MMMM"))


def day(language: str, when: date) -> str:
    """Return the day, as in `Dienstag, 24. November 2026`."""
    locale = locale_of(language)
    return _day(locale, when, _DAYS.get(locale, "EEEE, d MMMM y"))


def month(language: str, when: date) -> str:
    """Return the month, as in `November 2026`."""
    return format_date(when, "LLLL y", locale=locale_of(language))


def clock(language: str, local: datetime) -> str:
    """Return the time of day, as in `15:30 Uhr`."""
    return _clock(locale_of(language), time(local.hour, local.minute))


def euro(language: str, cents: int) -> str:
    """Return an amount of cents, as in `10,50 €`."""
    # Some locales write the currency's code, which nobody reads on a bill here.
    return format_currency(Decimal(cents) / 100, "EUR", locale=locale_of(language)).replace("EUR", "€")


def _day_and_time(language: str, local: datetime, days: str) -> str:
    locale = locale_of(language)
    return f"{_day(locale, local.date(), days)}{_COMMAS.get(locale, ', ')}{clock(language, local)}"


# A page of free times names the same few days and times over and over, which took a fifth of its time (profiled).
@lru_cache(maxsize=4096)
def _day(locale: str, when: date, pattern: str) -> str:
    return format_date(when, pattern, locale=locale)


@lru_cache(maxsize=4096)
def _clock(locale: str, when: time) -> str:
    return format_time(when, _CLOCKS.get(locale, "HH:mm"), locale=locale)
