"""A fee notice (Gebührenbescheid): an administrative act with a number, a date and a day it is to be paid by."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID, uuid5

from billing.domain.charge import Channel
from billing.domain.deadlines import Deadlines
from billing.domain.errors import NoticeNotOpen

State = Literal["numbered", "issued", "paid", "cancelled"]
_NAMESPACE = UUID("e6c0b7f1-1b0e-5c9b-b8a5-0f4f3c2f7a90")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One numbered notice over one charge; a number once taken is never given back."""

    id: UUID
    charge_id: UUID
    case_id: UUID
    appointment_id: UUID
    year: int
    serial: int
    number: str
    kassenzeichen: str
    rf: str
    channel: Channel
    amount: int
    dated: date
    due: date
    numbered_at: datetime
    digest: str | None = None
    issued_at: datetime | None = None
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None
    posted_on: date | None = None
    notified_on: date | None = None
    objection_until: date | None = None

    @property
    def state(self) -> State:
        """Numbered but not sent, issued, paid, or cancelled."""
        if self.cancelled_at is not None:
            return "cancelled"
        if self.paid_at is not None:
            return "paid"
        return "numbered" if self.issued_at is None else "issued"

    @property
    def file_name(self) -> str:
        """The name of its PDF, the same at every repetition."""
        return f"Gebuehrenbescheid-{self.number}.pdf"

    def frozen_as(self, digest: str) -> "Notice":
        """Fix the document by its SHA-256."""
        return replace(self, digest=digest)

    def issue(self, at: datetime) -> "Notice":
        """Note that it has left."""
        return replace(self, issued_at=at)

    def posted(self, day: date, counted: Deadlines | None) -> "Notice":
        """Note the day of posting, and the days that count from it."""
        if counted is None:
            return replace(self, posted_on=day)
        return replace(
            self,
            posted_on=day,
            notified_on=counted.notified_on,
            due=counted.due,
            objection_until=counted.objection_until,
        )

    def returned(self) -> "Notice":
        """Note that it did not arrive, so that no period counts from its posting."""
        return replace(self, posted_on=None, notified_on=None, objection_until=None)

    def pay(self, at: datetime) -> "Notice":
        """Note that its money has arrived."""
        if self.state not in ("numbered", "issued"):
            raise NoticeNotOpen(f"notice {self.number} is {self.state}")
        return replace(self, paid_at=at)

    def reopen(self) -> "Notice":
        """Note that its money has gone back, or was not enough after all."""
        return replace(self, paid_at=None)

    def cancel(self, at: datetime) -> "Notice":
        """Let it lapse; it stays in the books."""
        return replace(self, cancelled_at=at)


def notice_id(charge: UUID) -> UUID:
    """Return the one notice a charge can have."""
    return uuid5(_NAMESPACE, str(charge))
