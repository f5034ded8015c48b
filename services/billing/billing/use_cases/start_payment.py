"""Open an order at PayPal for a charge, or find the one that is open already."""

from datetime import timedelta
from uuid import UUID

from billing.domain.charge import Charge
from billing.domain.errors import ChargeNotOpen
from billing.domain.payment import Payment, payment_id
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.jobs import FOLLOW_PAYMENT
from billing.use_cases.outside import NewOrder, Order, PaymentProvider
from billing.use_cases.ports import BillingUnit, OpenWork

LOOK_AFTER = timedelta(minutes=3)
"""When to look by ourselves, in case the citizen approves and never comes back."""

PURPOSE_LENGTH = 27
"""What fits into every purpose of payment, also of other providers (XBezahldienste)."""


def start_payment(work: OpenWork, paypal: PaymentProvider, charge_id: UUID) -> Payment:
    """Return a payment whose `approve_url` leads to PayPal, or one that is captured already.

    Two clicks make one order: the attempt has one id, PayPal is told it as the idempotency key, and the order's id is
    stored before anything can be captured. An earlier order is re-read before another is made.

    Raises:
        ChargeNotOpen: if nothing is to be paid.
        PaymentUnavailable: if PayPal does not answer; nothing was taken.
    """
    with work() as unit:
        charge = _open_charge(unit, charge_id)
        payment = _current_attempt(unit, charge)
        order = _order_of(unit, charge, payment)
        tenant = unit.tenant.key
    if payment.order_id is None:
        return _keep(work, payment.id, paypal.create(tenant, order))
    known = paypal.read(tenant, payment.order_id)
    if known.status == "gone":
        with work() as unit:
            unit.payments.save(payment.abandon())
        return start_payment(work, paypal, charge_id)
    if known.status == "created":
        return payment
    return complete_payment(work, paypal, payment.id)


def _open_charge(unit: BillingUnit, charge_id: UUID) -> Charge:
    charge = unit.charges.get(charge_id)
    if charge is None or charge.state != "open":
        raise ChargeNotOpen(f"charge {charge_id} is not open")
    return charge


def _current_attempt(unit: BillingUnit, charge: Charge) -> Payment:
    attempts = unit.payments.of_charge(charge.id)
    if attempts and attempts[-1].state == "started":
        return attempts[-1]
    number = len(attempts) + 1
    payment = Payment(
        id=payment_id(charge.id, number),
        charge_id=charge.id,
        appointment_id=charge.appointment_id,
        case_id=charge.case_id,
        attempt=number,
        amount=charge.amount,
        started_at=unit.clock(),
    )
    unit.payments.add(payment)
    return payment


def _order_of(unit: BillingUnit, charge: Charge, payment: Payment) -> NewOrder:
    page = f"/zahlung/{charge.appointment_id}/paypal/{payment.id}"
    return NewOrder(
        key=payment.create_key,
        reference=str(payment.id),
        invoice=str(charge.id),
        amount=payment.amount,
        purpose=f"Vorgang {charge.case_number}"[:PURPOSE_LENGTH],
        payee=unit.tenant.name,
        return_url=unit.tenant.url(f"{page}/zurueck"),
        cancel_url=unit.tenant.url(f"{page}/abgebrochen"),
    )


def _keep(work: OpenWork, payment_id: UUID, order: Order) -> Payment:
    with work() as unit:
        payment = unit.payments.get(payment_id)
        if payment is None:
            raise LookupError(f"payment {payment_id} is not known")
        if payment.order_id is None:
            payment = payment.ordered(order.id, order.approve_url or "")
            unit.payments.save(payment)
            unit.schedule(FOLLOW_PAYMENT, payment.id, unit.clock() + LOOK_AFTER)
        return payment
