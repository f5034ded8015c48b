"""What the pages show."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from billing.domain.charge import Charge
from billing.domain.notice import Notice
from billing.domain.payment import Payment
from billing.use_cases.choose_notice import leaves_at
from billing.use_cases.ports import BillingUnit

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
        """Tell whether the citizen has gone to PayPal and not come back yet; nobody can go to an order that is none."""
        payment = self.payment
        if payment is None or payment.order_id is None:
            return False
        return self.charge.state == "open" and payment.state == "started"


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
    return Fees(appointment_id, tuple(fee_of(unit, charge) for charge in charges))


def fee_of(unit: BillingUnit, charge: Charge) -> Fee:
    """Return one charge with how it is paid."""
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
    return Batch(tuple(fee_of(unit, charge) for charge in unit.charges.waiting_for_notice()))


@dataclass(frozen=True)
class CashDesk:
    """What the cashier sees first."""

    open_charges: tuple[Charge, ...]
    batch: Batch
    notices: tuple[tuple[Notice, Charge, int], ...]
    """Each with what is still owed for it, in cents."""
    deferred: tuple[Charge, ...]


def cash_desk(unit: BillingUnit) -> CashDesk:
    """Return open and deferred charges, the next batch and the newest notices."""
    newest = unit.notices.latest(NEWEST_NOTICES)
    owed = unit.ledger.owed([notice.charge_id for notice in newest])
    notices = [
        (notice, charge, owed.get(charge.id, 0))
        for notice in newest
        if (charge := unit.charges.peek(notice.charge_id)) is not None
    ]
    return CashDesk(
        tuple(unit.charges.waiting_for_choice()),
        batch(unit),
        tuple(notices),
        tuple(unit.charges.waiting_for_decision()),
    )
