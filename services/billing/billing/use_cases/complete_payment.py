"""Take the money of an approved order and book it, exactly once, whoever asks and however often."""

from uuid import UUID

from billing.domain import ledger
from billing.domain.charge import Charge
from billing.domain.errors import PaymentUnavailable
from billing.domain.payment import Payment
from billing.use_cases.assess_charge import settle
from billing.use_cases.jobs import FOLLOW_PAYMENT, ISSUE_NOTICE, REFUND_PAYMENT
from billing.use_cases.outside import Capture, Order, PaymentProvider
from billing.use_cases.ports import BillingUnit, OpenWork
from billing.use_cases.texts import mail_text
from chassis.mail.message import Mail
from contracts.billing import InvoicePaid, PaymentCaptured


def complete_payment(work: OpenWork, paypal: PaymentProvider, payment_id: UUID) -> Payment:
    """Re-read the order, capture it if the payer has approved and the charge is still open, and book what came.

    Neither the address of the return page nor a webhook is believed: only what PayPal answers itself.

    Raises:
        PaymentUnavailable: if PayPal does not answer clearly; it is safe to ask again.
    """
    with work() as unit:
        payment, charge = _read(unit, payment_id)
        tenant = unit.tenant.key
    if payment.state != "started" or payment.order_id is None:
        return payment
    order = paypal.read(tenant, payment.order_id)
    if order.status == "approved" and charge.state == "open":
        order = paypal.capture(tenant, payment.order_id, payment.capture_key)
    with work() as unit:
        return _note(unit, payment_id, order)


def _read(unit: BillingUnit, payment_id: UUID) -> tuple[Payment, Charge]:
    payment = unit.payments.get(payment_id)
    charge = unit.charges.get(payment.charge_id) if payment else None
    if payment is None or charge is None:
        raise LookupError(f"payment {payment_id} is not known")
    return payment, charge


def _note(unit: BillingUnit, payment_id: UUID, order: Order) -> Payment:
    payment, charge = _read(unit, payment_id)
    if payment.state != "started":
        return payment
    capture = order.capture
    if capture is not None and capture.status == "completed":
        return _book(unit, payment, charge, _checked(payment, order, capture))
    if capture is not None and capture.status == "pending" and not payment.under_review:
        payment = payment.reviewed(capture.id)
        unit.payments.save(payment)
    declined = capture is not None and capture.status == "declined"
    if declined or order.status == "gone" or (order.status == "approved" and charge.state != "open"):
        payment = payment.abandon()
        unit.payments.save(payment)
        unit.unschedule(FOLLOW_PAYMENT, payment.id)
    return payment


def _checked(payment: Payment, order: Order, capture: Capture) -> Capture:
    if order.reference != str(payment.id) or capture.amount != payment.amount:
        raise PaymentUnavailable(f"PayPal's order of payment {payment.id} is about another payment or amount")
    return capture


def _book(unit: BillingUnit, payment: Payment, charge: Charge, capture: Capture) -> Payment:
    now = unit.clock()
    payment = payment.captured(capture.id, capture.fee, now)
    unit.ledger.book(ledger.captured(payment, now))
    unit.unschedule(FOLLOW_PAYMENT, payment.id)
    unit.record(
        PaymentCaptured(
            payment_id=payment.id,
            charge_id=charge.id,
            case_id=charge.case_id,
            appointment_id=charge.appointment_id,
            amount=payment.amount,
            method="paypal",
            captured_at=now,
        )
    )
    if charge.state == "void":
        payment = payment.owe_refund()
        unit.schedule(REFUND_PAYMENT, payment.id, now)
    elif charge.state == "open":
        settle(unit, charge.settle("paid", now))
    else:
        _clear_notice(unit, charge)
    unit.payments.save(payment)
    if charge.state != "void" and charge.addressee.email:
        subject, text = mail_text("receipt", unit.tenant, payment=payment, charge=charge)
        unit.send(Mail(key=f"receipt:{payment.id}", to=charge.addressee.email, subject=subject, text=text))
    return payment


def _clear_notice(unit: BillingUnit, charge: Charge) -> None:
    """Let no notice be sent, or none be open, for what was paid while a notice had been chosen meanwhile."""
    unit.unschedule(ISSUE_NOTICE, charge.id)
    unit.charges.save(charge.pay())
    notice = unit.notices.of_charge(charge.id)
    if notice is None or notice.state not in ("numbered", "issued"):
        return
    now = unit.clock()
    unit.notices.save(notice.pay(now))
    unit.record(
        InvoicePaid(
            invoice_id=notice.id,
            case_id=notice.case_id,
            appointment_id=notice.appointment_id,
            amount=notice.amount,
            paid_at=now,
        )
    )
