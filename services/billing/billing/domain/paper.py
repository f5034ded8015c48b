"""A document that follows a notice: a reminder, or the cancellation (Storno); numbered, frozen, sent once."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID, uuid5

from billing.domain.charge import Channel

Kind = Literal["reminder", "cancellation"]
PREFIXES: dict[Kind, str] = {"reminder": "MA", "cancellation": "ST"}
_NAMESPACE = UUID("b0a5dbb1-95bb-5e6d-8c59-5f2b52f9d6a4")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One numbered document; `content` is everything that stands on it, fixed when the number was taken."""

    id: UUID
    kind: Kind
    charge_id: UUID
    notice_id: UUID
    year: int
    serial: int
    number: str
    channel: Channel
    dated: date
    amount: int
    fee: int
    pay_until: date | None
    content: dict[str, Any]
    created_at: datetime
    digest: str | None = None
    issued_at: datetime | None = None
    posted_on: date | None = None

    @property
    def file_name(self) -> str:
        """The name of its PDF, the same at every repetition."""
        return f"{'Mahnung' if self.kind == 'reminder' else 'Aufhebung'}-{self.number}.pdf"

    def posted(self, day: date, payment_days: int) -> "Paper":
        """Note the day of posting; a late one puts off until when a reminded sum is to be paid."""
        until = self.pay_until and max(self.pay_until, day + timedelta(days=payment_days))
        return replace(self, posted_on=day, pay_until=until)

    def returned(self) -> "Paper":
        """Note that it did not arrive."""
        return replace(self, posted_on=None)


def numbered(kind: Kind, year: int, serial: int) -> str:
    """Write the number of the `serial`-th document of a kind and year."""
    return f"{PREFIXES[kind]}-{year}-{serial:06d}"


def paper_id(kind: Kind, notice: UUID) -> UUID:
    """Return the one document of a kind that a notice can have."""
    return uuid5(_NAMESPACE, f"{kind}|{notice}")


def frozen(paper: Paper, digest: str) -> Paper:
    """Fix the document by its SHA-256."""
    return replace(paper, digest=digest)
