"""Notice that money has gone back at PayPal without us: refunded by hand there, or reversed."""

from billing.domain import ledger
from billing.domain.payment import Payment
from billing.use_cases.outside import PaymentProvider
from billing.use_cases.ports import OpenWork
from contracts.billing import PaymentRefunded


def note_given_back(work: OpenWork, paypal: PaymentProvider, payment: Payment) -> None:
    """Re-read the capture; if PayPal has given all of it back, book that once, and let the claim be open again."""
    if payment.order_id is None:
        return
    with work() as unit:
        tenant = unit.tenant.key
    capture = paypal.read(tenant, payment.order_id).capture
    if capture is None or capture.id != payment.capture_id or capture.status != "refunded":
        return
    with work() as unit:
        fresh = unit.payments.get(payment.id)
        charge = unit.charges.get(payment.charge_id)
        if fresh is None or charge is None or fresh.state != "captured":
            return
        now = unit.clock()
        back = fresh.refunded(f"at-paypal:{capture.id}", now)
        unit.payments.save(back)
        unit.ledger.book(ledger.refunded(back, now))
        if charge.settlement == "paid":
            unit.charges.save(charge.reopen())
        unit.audit("payment given back at PayPal", payment.id, "paypal")
        unit.record(
            PaymentRefunded(
                payment_id=back.id,
                charge_id=charge.id,
                case_id=charge.case_id,
                appointment_id=charge.appointment_id,
                amount=back.amount,
                refunded_at=now,
            )
        )
