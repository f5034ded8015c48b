"""A bank transaction as the cashier keeps it, and what it did to the claim it is for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from billing.domain.matching import Reason

Outcome = Literal["exact", "partial", "over", "duplicate", "foreign", "return", "refund"]


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One transaction of the town's account; the claim it is for, how that was found, and what came of it."""

    id: UUID
    statement_id: UUID
    iban: str
    booked_on: date
    value_on: date
    amount: int
    name: str
    counter_iban: str
    text: str
    end_to_end: str
    returned: bool
    charge_id: UUID | None
    reason: Reason
    outcome: Outcome
    noted_at: datetime | None = None
    noted_by: str | None = None

    def assign(self, charge_id: UUID, at: datetime, actor: str) -> "Receipt":
        """Say by a person's decision which claim it is for; what came of it follows from the claim's account."""
        return replace(self, charge_id=charge_id, reason="person", noted_at=at, noted_by=actor)

    def note(self, at: datetime, actor: str) -> "Receipt":
        """Keep that a person has seen it."""
        return replace(self, noted_at=at, noted_by=actor)


@dataclass(frozen=True)
class Account:
    """What the transfers of one claim came to: each with its outcome, what is still owed, and since when nothing is."""

    receipts: tuple[Receipt, ...]
    owed: int
    paid_on: date | None


def weigh(owed: int, receipts: Iterable[Receipt]) -> Account:
    """Follow the transfers of one claim by their day, in whatever order they were imported.

    `owed` is what the claim came to apart from these transfers.
    """
    weighed, paid_on = [], None if owed > 0 else date.min
    for receipt in sorted(receipts, key=lambda one: (one.booked_on, one.amount < 0, str(one.id))):
        weighed.append(replace(receipt, outcome=_outcome(owed, receipt)))
        before, owed = owed, owed - receipt.amount
        if owed > 0:
            paid_on = None
        elif before > 0:
            paid_on = receipt.value_on
    return Account(tuple(weighed), owed, paid_on)


def _outcome(owed: int, receipt: Receipt) -> Outcome:
    if receipt.amount < 0:
        return "return"
    if owed <= 0:
        return "duplicate"
    if receipt.amount == owed:
        return "exact"
    return "partial" if receipt.amount < owed else "over"
