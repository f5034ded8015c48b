"""What the pages show."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from billing.domain.charge import Charge
from billing.domain.dunning import Suspension
from billing.domain.ledger import Account
from billing.domain.notice import Notice
from billing.domain.paper import Paper
from billing.domain.payment import Payment
from billing.use_cases.choose_notice import leaves_at
from billing.use_cases.ports import BillingUnit

Happened = Literal[
    "assessed", "free", "deferred", "notice_chosen", "numbered", "issued", "transferred", "captured", "voided",
    "notice_cancelled", "refund_due", "refunded", "returned", "reminded", "waived", "refund",
    "exempted", "reminder", "cancellation",
]  # fmt: skip
NEWEST_NOTICES = 100


@dataclass(frozen=True)
class Fee:
    """One charge with how it is paid."""

    charge: Charge
    payment: Payment | None
    notice: Notice | None
    notice_leaves: datetime

    @property
    def paying(self) -> bool:
        """Tell whether the citizen has gone to PayPal and not come back yet."""
        return self.charge.state == "open" and self.payment is not None and self.payment.state == "started"


@dataclass(frozen=True)
class Fees:
    """Everything an appointment costs."""

    appointment_id: UUID
    fees: tuple[Fee, ...]

    @property
    def open_fees(self) -> tuple[Fee, ...]:
        """Those for which a way to pay is to be chosen; several can be paid at once."""
        return tuple(fee for fee in self.fees if fee.charge.state == "open")

    @property
    def open_amount(self) -> int:
        """What nobody has chosen a way to pay for yet."""
        return sum(fee.charge.amount for fee in self.fees if fee.charge.state == "open")

    @property
    def stand(self) -> str:
        """A print of everything shown, so that a panel which asks again is answered only if something changed."""
        said = [
            (
                fee.charge.id,
                fee.charge.state,
                fee.charge.settlement,
                fee.charge.channel,
                fee.payment and (fee.payment.state, fee.payment.order_id),
                fee.notice and fee.notice.state,
            )
            for fee in self.fees
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def fees_of(unit: BillingUnit, appointment_id: UUID) -> Fees:
    """Return everything an appointment costs."""
    charges = unit.charges.of_appointment(appointment_id)
    return Fees(appointment_id, tuple(_fee(unit, charge) for charge in charges))


def _fee(unit: BillingUnit, charge: Charge) -> Fee:
    attempts = unit.payments.of_charge(charge.id)
    chosen = charge.settled_at if charge.settlement == "invoiced" and charge.settled_at else unit.clock()
    return Fee(
        charge,
        attempts[-1] if attempts else None,
        unit.notices.of_charge(charge.id),
        leaves_at(unit, chosen),
    )


@dataclass(frozen=True)
class Batch:
    """The notices that leave next."""

    fees: tuple[Fee, ...]


def batch(unit: BillingUnit) -> Batch:
    """Return the notices that wait for their day."""
    return Batch(tuple(_fee(unit, charge) for charge in unit.charges.waiting_for_notice()))


@dataclass(frozen=True)
class CashDesk:
    """What the cashier sees first."""

    open_charges: tuple[Charge, ...]
    batch: Batch
    notices: tuple[tuple[Notice, Charge], ...]
    deferred: tuple[Charge, ...]


def cash_desk(unit: BillingUnit) -> CashDesk:
    """Return open and deferred charges, the next batch and the newest notices."""
    notices = []
    for notice in unit.notices.latest(NEWEST_NOTICES):
        charge = unit.charges.peek(notice.charge_id)
        if charge is not None:
            notices.append((notice, charge))
    return CashDesk(
        tuple(unit.charges.waiting_for_choice()),
        batch(unit),
        tuple(notices),
        tuple(unit.charges.waiting_for_decision()),
    )


@dataclass(frozen=True)
class Step:
    """Something that happened to a charge, and what was owed afterwards."""

    at: datetime
    what: Happened
    amount: int | None = None
    owed: int | None = None


@dataclass(frozen=True)
class AccountOf:
    """A charge with its history."""

    fee: Fee
    steps: tuple[Step, ...]
    owed: int
    today: date
    papers: tuple[Paper, ...] = ()
    suspension: Suspension | None = None


def account_of(unit: BillingUnit, charge_id: UUID) -> AccountOf | None:
    """Return the history of a charge from the books, the choice and the notice."""
    charge = unit.charges.peek(charge_id)
    if charge is None:
        return None
    fee = _fee(unit, charge)
    booked, owed = _booked(unit, charge_id)
    papers = tuple(unit.papers.of_charges([charge_id]))
    told = [*booked, *_told(fee), *(Step(paper.created_at, paper.kind) for paper in papers)]
    steps = sorted(told, key=lambda step: step.at)
    today = unit.clock().astimezone(unit.tenant.zone).date()
    return AccountOf(fee, tuple(steps), owed, today, papers, unit.papers.suspended([charge_id]).get(charge_id))


def _booked(unit: BillingUnit, charge_id: UUID) -> tuple[list[Step], int]:
    steps, owed = [], 0
    names: dict[str, Happened] = {
        "bank": "transferred", "assigned": "transferred",
        "assessed": "assessed", "voided": "voided", "captured": "captured", "refunded": "refunded",
        "transferred": "transferred", "reminded": "reminded", "waived": "waived", "refund": "refund",
        "exempted": "exempted",
    }  # fmt: skip
    for entry in unit.ledger.of_charge(charge_id):
        change = sum(line.amount for line in entry.lines if line.account == Account.RECEIVABLES)
        owed += change
        what = names[entry.what.partition(":")[0]]
        back = what == "transferred" and change > 0
        steps.append(Step(entry.booked_at, "returned" if back else what, change, owed))
    return steps, owed


def _told(fee: Fee) -> list[Step]:
    charge, notice, payment = fee.charge, fee.notice, fee.payment
    steps = []
    if charge.settled_at is not None and charge.settlement in ("free", "deferred"):
        steps.append(Step(charge.settled_at, charge.settlement))
    if charge.settled_at is not None and charge.channel is not None:
        steps.append(Step(charge.settled_at, "notice_chosen"))
    if notice is not None:
        steps.append(Step(notice.numbered_at, "numbered"))
        if notice.issued_at is not None:
            steps.append(Step(notice.issued_at, "issued"))
        if notice.cancelled_at is not None:
            steps.append(Step(notice.cancelled_at, "notice_cancelled"))
    if payment is not None and payment.state == "refund_due" and charge.voided_at is not None:
        steps.append(Step(charge.voided_at, "refund_due", payment.amount))
    return steps
