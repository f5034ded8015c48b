"""A charge: what one case costs, and how that is settled."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid5

from billing.domain.errors import ChannelNotAvailable, ChargeNotOpen

Settlement = Literal["paid", "invoiced", "deferred", "free"]
Channel = Literal["email", "post"]
State = Literal["open", "settled", "void"]
_NAMESPACE = UUID("5c1f62a3-9f4c-5a3e-8f0c-6d0a3b1c7e55")


@dataclass(frozen=True)
class Addressee:
    """To whom a notice goes: the identified person, and the addresses that the case named.

    `mail_language` (BCP 47) is what they read; what has legal force is German all the same.
    """

    given_names: str
    family_name: str
    street: str
    postal_code: str
    city: str
    email: str | None = None
    mail_language: str = "de"

    @property
    def name(self) -> str:
        """Given names and family name in one line."""
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways a notice can take to this person."""
        ways: list[Channel] = []
        if self.email:
            ways.append("email")
        if self.street and self.postal_code and self.city:
            ways.append("post")
        return tuple(ways)


@dataclass(frozen=True, kw_only=True)
class Charge:
    """The fee of a case with its reason; amounts in cents."""

    id: UUID
    case_id: UUID
    appointment_id: UUID
    case_number: str
    procedure: str
    procedure_name: str
    delivery: str
    amount: int
    federation_share: int
    legal_basis: str
    explanation: str
    addressee: Addressee
    assessed_at: datetime
    settlement: Settlement | None = None
    settled_at: datetime | None = None
    channel: Channel | None = None
    voided_at: datetime | None = None
    void_reason: str | None = None

    @property
    def state(self) -> State:
        """Open charges wait for a choice; void ones are owed no longer."""
        if self.voided_at is not None:
            return "void"
        return "open" if self.settlement is None else "settled"

    def settle(self, settlement: Settlement, at: datetime) -> "Charge":
        """Arrange payment; raises `ChargeNotOpen` if that was done already."""
        if self.state != "open":
            raise ChargeNotOpen(f"charge {self.id} is {self.state}")
        return replace(self, settlement=settlement, settled_at=at)

    def send_notice_by(self, channel: Channel, at: datetime) -> "Charge":
        """Settle by a fee notice that takes the given way."""
        if channel not in self.addressee.channels:
            raise ChannelNotAvailable(f"charge {self.id} has no address for {channel}")
        return replace(self.settle("invoiced", at), channel=channel)

    def pay(self) -> "Charge":
        """Note that money came for a charge that was settled otherwise, so that no notice follows."""
        return replace(self, settlement="paid")

    def reopen(self) -> "Charge":
        """Note that its money has gone back although it is owed, so that a way to pay is to be chosen again."""
        return replace(self, settlement=None, settled_at=None)

    def void(self, reason: str, at: datetime) -> "Charge":
        """Let nothing be owed any more."""
        return replace(self, voided_at=at, void_reason=reason)


def charge_id(tenant: str, case_id: UUID) -> UUID:
    """Return the one charge a case can have: a repetition finds the same."""
    return uuid5(_NAMESPACE, f"{tenant}|charge|{case_id}")
