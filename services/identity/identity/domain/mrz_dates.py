"""Dates of two-digit years: births lie in the past, expiry lies near today."""

from datetime import date

CENTURY = 100


class NoDate(ValueError):
    """The digits are no day of the calendar."""


def birth_date(digits: str, today: date, *, century_earlier: bool = False) -> date:
    """Return the latest possible birth that is not in the future, or the one a century earlier."""
    year, month, day = _parts(digits)
    born = _day(today.year - today.year % CENTURY + year, month, day)
    if born is None or born > today:
        born = _day(today.year - today.year % CENTURY + year - CENTURY, month, day)
    if born is not None and century_earlier:
        born = _day(born.year - CENTURY, month, day)
    if born is None or born > today:
        raise NoDate
    return born


def expiry_date(digits: str, today: date) -> date:
    """Return the day of those two digits that is nearest to today."""
    year, month, day = _parts(digits)
    base = today.year - today.year % CENTURY + year
    possible = (_day(base + shift, month, day) for shift in (-CENTURY, 0, CENTURY))
    days = [found for found in possible if found is not None]
    if not days:
        raise NoDate
    return min(days, key=lambda found: abs(found - today))


def age(born: date, today: date) -> int:
    """Return the completed years of life; who was born on 29 February completes them on 1 March (BGB § 188)."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _parts(digits: str) -> tuple[int, int, int]:
    if not digits.isdecimal():
        raise NoDate
    return int(digits[:2]), int(digits[2:4]), int(digits[4:])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
