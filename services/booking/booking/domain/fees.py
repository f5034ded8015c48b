"""What procedures cost, as billing published it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Fee:
    """The price of a procedure in one form of delivery, in cents, with billing's one sentence about it."""

    procedure: str
    delivery: str
    amount: int
    explanation: str


@dataclass(frozen=True)
class Tariff:
    """All fees of the town from a day on."""

    id: UUID
    valid_from: date
    fees: tuple[Fee, ...]


@dataclass(frozen=True)
class PriceSpan:
    """The least and the most that a procedure can cost."""

    least: int
    most: int
    explanation: str


def price_span(fees: Iterable[Fee], procedure: str) -> PriceSpan | None:
    """Return what a procedure costs over all forms of delivery, or `None` if the tariff does not name it."""
    found = sorted((fee for fee in fees if fee.procedure == procedure), key=lambda fee: fee.amount)
    if not found:
        return None
    return PriceSpan(found[0].amount, found[-1].amount, found[0].explanation)
