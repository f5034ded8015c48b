"""From the day of posting to the days that count: deemed notification, due date, end of the objection period.

The rules differ by Land and change (four days instead of three since 1 January 2025, § 41 (2) VwVfG, § 122 (2) AO), so
they are data of the town with the day from which they hold.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import Field

from billing.domain.catalogue_part import Frozen
from billing.domain.working_days import is_working_day


class Notification(Frozen):
    """When a notice that was posted counts as received, and how long an objection is possible."""

    valid_from: date
    legal_basis: str
    days: int = Field(ge=1, le=14)
    working_day: bool = False
    objection_months: int = Field(default=1, ge=1, le=12)


@dataclass(frozen=True)
class Deadlines:
    """What follows from the posting of a notice."""

    notified_on: date
    due: date
    objection_until: date


def deadlines(posted_on: date, rule: Notification, payment_days: int, printed_due: date, land: str) -> Deadlines:
    """Count from the posting; what is printed on the notice is never made earlier."""
    notified = posted_on + timedelta(days=rule.days)
    if rule.working_day:
        notified = _not_before_work(notified, land)
    due = max(printed_due, _not_before_work(notified + timedelta(days=payment_days), land))
    # § 193 BGB and § 31 (3) VwVfG: a period that ends on a Saturday, Sunday or holiday ends on the next working day.
    return Deadlines(notified, due, _not_before_work(_months_later(notified, rule.objection_months), land))


def _not_before_work(day: date, land: str) -> date:
    while not is_working_day(day, land):
        day += timedelta(days=1)
    return day


def _months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day (§ 188 (3) BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))
