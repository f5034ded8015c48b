"""A payment at a provider, from the order to the money and back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid5

State = Literal["started", "captured", "refund_due", "refunded", "abandoned"]
_NAMESPACE = UUID("a3f8d4a0-8c55-5f4a-9a44-2f1d6f0c9d21")


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One attempt to pay one charge; several that are paid together share an order, each with its own part of it."""

    id: UUID
    charge_id: UUID
    appointment_id: UUID
    case_id: UUID
    attempt: int
    amount: int
    started_at: datetime
    state: State = "started"
    order_id: str | None = None
    approve_url: str | None = None
    capture_id: str | None = None
    provider_fee: int = 0
    captured_at: datetime | None = None
    refund_id: str | None = None
    refunded_at: datetime | None = None
    joint: UUID | None = None

    @property
    def order_ref(self) -> UUID:
        """What the provider knows the order by: the payment's own id, or the one that several share."""
        return self.joint or self.id

    @property
    def create_key(self) -> str:
        """The idempotency key of the order: the same for every repetition (PayPal keeps it six hours)."""
        return f"order-{self.order_ref}"

    @property
    def capture_key(self) -> str:
        """The idempotency key of the capture (PayPal keeps it 45 days)."""
        return f"capture-{self.order_ref}"

    @property
    def refund_key(self) -> str:
        """The idempotency key of the refund (PayPal keeps it 45 days)."""
        return f"refund-{self.id}"

    def ordered(self, order_id: str, approve_url: str) -> "Payment":
        """Keep what the provider calls it, before anything can be captured."""
        return replace(self, order_id=order_id, approve_url=approve_url)

    @property
    def under_review(self) -> bool:
        """Tell whether the provider has the order but still examines the payment, which may take days."""
        return self.state == "started" and self.capture_id is not None

    def reviewed(self, capture_id: str) -> "Payment":
        """Note that the provider examines the payment."""
        return replace(self, capture_id=capture_id)

    def captured(self, capture_id: str, provider_fee: int, at: datetime) -> "Payment":
        """Note that the provider has the money."""
        return replace(self, state="captured", capture_id=capture_id, provider_fee=provider_fee, captured_at=at)

    def owe_refund(self) -> "Payment":
        """Note that the money has to go back."""
        return replace(self, state="refund_due")

    def refunded(self, refund_id: str, at: datetime) -> "Payment":
        """Note that the money has gone back."""
        return replace(self, state="refunded", refund_id=refund_id, refunded_at=at)

    def abandon(self) -> "Payment":
        """Give this attempt up; the citizen may start another."""
        return replace(self, state="abandoned")


def payment_id(charge: UUID, attempt: int) -> UUID:
    """Return the id of an attempt, so that two clicks make one payment."""
    return uuid5(_NAMESPACE, f"{charge}|{attempt}")


def joint_id(payments: Iterable[UUID]) -> UUID:
    """Return what several payments share, so that two clicks make one order."""
    return uuid5(_NAMESPACE, "|".join(sorted(map(str, payments))))


def shared_out(cost: int, amounts: Sequence[int]) -> list[int]:
    """Share a cost out by amount, to the cent: the parts make the whole."""
    whole, done, parts, before = sum(amounts), 0, [], 0
    for amount in amounts:
        done += amount
        parts.append(cost * done // whole - before)
        before = cost * done // whole
    return parts
