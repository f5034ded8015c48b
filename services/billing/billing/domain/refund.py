"""Giving back by bank transfer what somebody has paid too much: to the account it came from, with four eyes."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from billing.domain.errors import SecondPersonNeeded


@dataclass(frozen=True, kw_only=True)
class Refund:
    """One refund; its IBAN is that of the receipt it gives back, and never one that somebody types or writes."""

    id: UUID
    charge_id: UUID
    receipt_id: UUID
    amount: int
    name: str
    iban: str
    proposed_at: datetime
    proposed_by: str
    approved_at: datetime | None = None
    approved_by: str | None = None
    file_id: UUID | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None

    @property
    def end_to_end(self) -> str:
        """What the bank reports it under (at most 35 characters, ISO 20022)."""
        return self.id.hex

    def approve(self, at: datetime, actor: str) -> "Refund":
        """Let it be paid; raises `SecondPersonNeeded` to whoever has proposed it."""
        if actor == self.proposed_by:
            raise SecondPersonNeeded(f"refund {self.id} was proposed by the same person")
        return replace(self, approved_at=at, approved_by=actor)

    def withdraw(self, at: datetime, actor: str) -> "Refund":
        """Let it not be paid after all, by whoever has proposed it or by the second person."""
        return replace(self, withdrawn_at=at, withdrawn_by=actor)
