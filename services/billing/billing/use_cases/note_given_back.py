"""Notice that money has gone back at PayPal without us: refunded by hand there, or reversed."""

from billing.domain import ledger
from billing.domain.payment import Payment
from billing.use_cases.outside import PaymentProvider
from billing.use_cases.ports import BillingUnit, OpenWork
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
        for one in unit.payments.together(payment.id):
            if one.state == "captured":
                _book_back(unit, one, capture.id)


def _book_back(unit: BillingUnit, payment: Payment, capture: str) -> None:
    charge = unit.charges.get(payment.charge_id)
    if charge is None:
        return
    now = unit.clock()
    back = payment.refunded(f"at-paypal:{capture}:{payment.id}" if payment.joint else f"at-paypal:{capture}", now)
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
