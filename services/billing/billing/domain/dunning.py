"""Reminding of what is overdue: what it costs by the Land's rules, and what stands against it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from billing.domain.catalogue_part import Frozen

Reason = Literal["objection", "deferral", "exemption"]
REASONS: tuple[Reason, ...] = ("objection", "deferral", "exemption")
_WHOLE = 10_000
"""Basis points of the whole."""


class Dunning(Frozen):
    """The Land's rules for reminders, with the day from which they hold; amounts in cents, shares in basis points."""

    valid_from: date
    legal_basis: str
    grace_days: int = Field(ge=0, le=90)
    payment_days: int = Field(ge=7, le=90)
    fee_share: int = Field(ge=0, le=_WHOLE)
    fee_least: int = Field(ge=0)
    fee_most: int = Field(ge=0)
    surcharge_share: int = Field(default=0, ge=0, le=_WHOLE)
    surcharge_step: int = Field(default=5000, ge=1)
    text: str


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """Why nobody may be reminded of a claim at present."""

    id: UUID
    charge_id: UUID
    reason: Reason
    until: date | None
    begun_at: datetime
    begun_by: str
    ended_at: datetime | None = None
    ended_by: str | None = None

    def holds(self, day: date) -> bool:
        """Tell whether it stands against a reminder on a day."""
        return self.ended_at is None and (self.until is None or day <= self.until)


def reminder_fee(rules: Dunning, arrears: int) -> int:
    """Return what the reminder itself costs: a share of the arrears within its bounds, rounded down to the cent."""
    return max(rules.fee_least, min(rules.fee_most, arrears * rules.fee_share // _WHOLE))


def surcharge(rules: Dunning, arrears: int, due: date, today: date) -> int:
    """Return the charge for lateness: a share of the arrears, rounded down to the step, for each month begun.

    It is nothing on a fee of 13 euros, since the step is 50 euros (§ 240 AO).
    """
    months = (today.year - due.year) * 12 + today.month - due.month + (today.day > due.day)
    rounded = arrears // rules.surcharge_step * rules.surcharge_step
    return rounded * rules.surcharge_share // _WHOLE * max(months, 0)
