"""Give back what was paid for a case that was closed, exactly once."""

from uuid import UUID

from billing.domain import ledger
from billing.use_cases.outside import PaymentProvider
from billing.use_cases.ports import OpenWork
from billing.use_cases.texts import mail_text
from chassis.mail.message import Mail
from contracts.billing import PaymentRefunded


def refund_payment(work: OpenWork, paypal: PaymentProvider, payment_id: UUID) -> None:
    """Refund a payment at PayPal and book it; the idempotency key is the same at every repetition."""
    with work() as unit:
        payment = unit.payments.get(payment_id)
        tenant = unit.tenant.key
    if payment is None or payment.state != "refund_due" or payment.capture_id is None:
        return
    refund_id = paypal.refund(tenant, payment.capture_id, payment.amount, payment.refund_key)
    with work() as unit:
        payment = unit.payments.get(payment_id)
        charge = unit.charges.get(payment.charge_id) if payment else None
        if payment is None or charge is None or payment.state != "refund_due":
            return
        now = unit.clock()
        payment = payment.refunded(refund_id, now)
        unit.payments.save(payment)
        unit.ledger.book(ledger.refunded(payment, now))
        unit.record(
            PaymentRefunded(
                payment_id=payment.id,
                charge_id=charge.id,
                case_id=charge.case_id,
                appointment_id=charge.appointment_id,
                amount=payment.amount,
                refunded_at=now,
            )
        )
        if charge.addressee.email:
            subject, text = mail_text("refund", unit, [charge], payment=payment, charge=charge)
            unit.send(Mail(key=f"refund:{payment.id}", to=charge.addressee.email, subject=subject, text=text))
