"""Double entry: every booking is a set of signed cents whose sum is zero. Debits are positive."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from billing.domain.charge import Charge
from billing.domain.notice import Notice
from billing.domain.paper import Paper
from billing.domain.payment import Payment
from billing.domain.receipt import Receipt
from billing.domain.refund import Refund

_NAMESPACE = UUID("3d3e2f2c-0c5e-5f0b-9b57-9c2b6b7f4b02")


class Account(StrEnum):
    """The accounts of a town."""

    RECEIVABLES = "receivables"
    BANK = "bank"
    PAYPAL_CLEARING = "paypal_clearing"
    FEDERATION_SHARE = "federation_share"
    FEES = "fees"
    PSP_COST = "psp_cost"
    UNIDENTIFIED = "unidentified"
    DUNNING_FEES = "dunning_fees"
    REFUNDS = "refunds"


@dataclass(frozen=True)
class Line:
    """One side of a booking."""

    account: Account
    amount: int


@dataclass(frozen=True)
class Entry:
    """One booking about one charge, or about none yet; `what` is unique for it, so nothing is booked twice."""

    charge_id: UUID | None
    what: str
    booked_at: datetime
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        if sum(line.amount for line in self.lines) != 0 or len(self.lines) < 2:  # noqa: PLR2004 - double entry
            raise ValueError(f"booking {self.what} of charge {self.charge_id} is not balanced")

    @property
    def id(self) -> UUID:
        """The identity that follows from charge and occasion."""
        return uuid5(_NAMESPACE, f"{self.charge_id}|{self.what}")


def _entry(charge_id: UUID | None, what: str, at: datetime, **amounts: int) -> Entry:
    lines = tuple(Line(Account(account), amount) for account, amount in amounts.items() if amount)
    return Entry(charge_id, what, at, lines)


def assessed(charge: Charge) -> Entry:
    """Book the claim: the town's part as fees, the Federation's part as what is owed to it (KV 1130 JVKostG)."""
    town = charge.amount - charge.federation_share
    return _entry(
        charge.id,
        "assessed",
        charge.assessed_at,
        receivables=charge.amount,
        fees=-town,
        federation_share=-charge.federation_share,
    )


def voided(charge: Charge, at: datetime) -> Entry:
    """Take the claim back."""
    return _taken_back(charge, "voided", at)


def exempted(charge: Charge, at: datetime) -> Entry:
    """Write the claim off, and what would be owed to the Federation (§ 10 JVKostG)."""
    return _taken_back(charge, "exempted", at)


def _taken_back(charge: Charge, what: str, at: datetime) -> Entry:
    town = charge.amount - charge.federation_share
    return _entry(
        charge.id,
        what,
        at,
        receivables=-charge.amount,
        fees=town,
        federation_share=charge.federation_share,
    )


def captured(payment: Payment, at: datetime) -> Entry:
    """Book a PayPal payment gross, and what PayPal keeps as its cost (payouts are net)."""
    return _entry(
        payment.charge_id,
        f"captured:{payment.id}",
        at,
        paypal_clearing=payment.amount - payment.provider_fee,
        psp_cost=payment.provider_fee,
        receivables=-payment.amount,
    )


def refunded(payment: Payment, at: datetime) -> Entry:
    """Book the money that PayPal gave back."""
    return _entry(
        payment.charge_id,
        f"refunded:{payment.id}",
        at,
        receivables=payment.amount,
        paypal_clearing=-payment.amount,
    )


def transferred(notice: Notice, amount: int, at: datetime) -> Entry:
    """Book a transfer that arrived for a notice, noted by hand."""
    return _entry(notice.charge_id, "transferred", at, bank=amount, receivables=-amount)


def confirmed(receipt: Receipt, at: datetime) -> Entry:
    """Take back what was noted by hand, since the bank's own report of it is booked."""
    amount = receipt.amount
    return _entry(receipt.charge_id, f"confirmed:{receipt.id}", at, bank=-amount, receivables=amount)


def reminded(paper: Paper, at: datetime) -> Entry:
    """Book what a reminder costs."""
    return _entry(paper.charge_id, f"reminded:{paper.id}", at, receivables=paper.fee, dunning_fees=-paper.fee)


def waived(paper: Paper, at: datetime) -> Entry:
    """Take back what a reminder costs."""
    return _entry(paper.charge_id, f"waived:{paper.id}", at, receivables=-paper.fee, dunning_fees=paper.fee)


def received(receipt: Receipt, at: datetime) -> Entry:
    """Book a transaction of the bank in full: for its claim, or as unidentified until a person says what it is for."""
    known = "refunds" if receipt.outcome == "refund" else "receivables"
    other = known if receipt.outcome == "refund" or receipt.charge_id else "unidentified"
    amounts = {"bank": receipt.amount, other: -receipt.amount}
    return _entry(receipt.charge_id, f"bank:{receipt.id}", at, **amounts)


def assigned(receipt: Receipt, at: datetime) -> Entry:
    """Book what was unidentified for the claim that a person has named."""
    return _entry(
        receipt.charge_id, f"assigned:{receipt.id}", at, unidentified=receipt.amount, receivables=-receipt.amount
    )


def refund_ordered(refund: Refund, at: datetime) -> Entry:
    """Book what is on its way back to the payer, until the bank reports it."""
    return _entry(refund.charge_id, f"refund:{refund.id}", at, receivables=refund.amount, refunds=-refund.amount)


def remittance_of(run: date) -> str:
    """Return the occasion under which a run is booked."""
    return f"remitted:{run}"


def remitted(tenant: str, run: date, amount: int, at: datetime) -> Entry:
    """Book that the Federation's share of a run has been paid out."""
    return _entry(None, f"{remittance_of(run)}:{tenant}", at, federation_share=amount, bank=-amount)


@dataclass(frozen=True)
class BookedLine:
    """One line of the books with what it is about, for an export."""

    entry_id: UUID
    booked_at: datetime
    what: str
    account: str
    amount: int
    case_number: str | None
    kassenzeichen: str | None
