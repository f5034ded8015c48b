"""What billing says: tariffs, charges, invoices, payments. Amounts are whole cents of euros."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from contracts.event import event

Settlement = Literal["paid", "invoiced", "deferred", "free"]
PaymentMethod = Literal["paypal", "transfer", "cash"]


@dataclass(frozen=True, kw_only=True)
class Price:
    """What one procedure costs in one form of delivery, in cents, and why in one sentence."""

    procedure: str
    delivery: str
    amount: int
    explanation: str


@event("billing.tariff.published", version=1, subject="tariff_id")
class TariffPublished:
    """The town's fees from a date on, as booking shows them; a newer one supersedes it."""

    tariff_id: UUID
    valid_from: date
    prices: tuple[Price, ...]


@event("billing.charge.assessed", version=1, subject="charge_id")
class ChargeAssessed:
    """The fee of a case is known."""

    charge_id: UUID
    case_id: UUID
    appointment_id: UUID
    amount: int
    explanation: str
    assessed_at: datetime


@event("billing.charge.settled", version=1, subject="charge_id")
class ChargeSettled:
    """Payment is arranged, so the case may go on: paid, invoiced, deferred, or nothing to pay."""

    charge_id: UUID
    case_id: UUID
    appointment_id: UUID
    settlement: Settlement
    amount: int
    settled_at: datetime


@event("billing.invoice.issued", version=1, subject="invoice_id")
class InvoiceIssued:
    """A fee notice has its number."""

    invoice_id: UUID
    charge_id: UUID
    case_id: UUID
    appointment_id: UUID
    number: str
    amount: int
    issued_at: datetime


@event("billing.invoice.paid", version=1, subject="invoice_id")
class InvoicePaid:
    """The money of a fee notice has arrived."""

    invoice_id: UUID
    case_id: UUID
    appointment_id: UUID
    amount: int
    paid_at: datetime


@event("billing.invoice.lapsed", version=1, subject="invoice_id")
class InvoiceLapsed:
    """A fee notice was cancelled by a document of its own; nothing is owed for it."""

    invoice_id: UUID
    case_id: UUID
    appointment_id: UUID
    lapsed_at: datetime


@event("billing.payment.captured", version=1, subject="payment_id")
class PaymentCaptured:
    """A payment provider has taken the money."""

    payment_id: UUID
    charge_id: UUID
    case_id: UUID
    appointment_id: UUID
    amount: int
    method: PaymentMethod
    captured_at: datetime


@event("billing.payment.refunded", version=1, subject="payment_id")
class PaymentRefunded:
    """Money has gone back to the citizen."""

    payment_id: UUID
    charge_id: UUID
    case_id: UUID
    appointment_id: UUID
    amount: int
    refunded_at: datetime
