"""How a document left: each attempt by its way, and whether it came back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from billing.domain.charge import Channel

Kind = Literal["notice", "reminder", "cancellation"]
KINDS: tuple[Kind, ...] = ("notice", "reminder", "cancellation")
Why = Literal["mail_refused", "letter_refused", "letter_rejected", "returned"]


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """One attempt to bring a document to its addressee; `item` is the notice or paper."""

    item: UUID
    attempt: int
    charge_id: UUID
    kind: Kind
    number: str
    channel: Channel
    planned_at: datetime
    handed_at: datetime | None = None
    failed_at: datetime | None = None
    why: Why | None = None
    said: str = ""
    solved_at: datetime | None = None
    solved_by: str | None = None

    @property
    def reference(self) -> str:
        """What the letter service knows it by; another attempt is another letter."""
        return self.number if self.attempt == 1 else f"{self.number}-{self.attempt}"

    @property
    def mail_key(self) -> str:
        """What its mail is about, so that a repetition carries the same Message-ID."""
        return f"{self.kind}:{self.item}" if self.attempt == 1 else f"{self.kind}:{self.item}:{self.attempt}"

    def hand_over(self, at: datetime) -> "Dispatch":
        """Note that it is on its way."""
        return replace(self, handed_at=at)

    def fail(self, why: Why, said: str, at: datetime) -> "Dispatch":
        """Note that it did not arrive; `said` is the other side's own reason."""
        return replace(self, failed_at=at, why=why, said=said[:200])

    def solve(self, at: datetime, actor: str) -> "Dispatch":
        """Note that somebody has found another way."""
        return replace(self, solved_at=at, solved_by=actor)
