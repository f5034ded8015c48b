"""Look after a payment whose citizen did not come back from PayPal."""

from datetime import timedelta
from uuid import UUID

from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.jobs import FOLLOW_PAYMENT
from billing.use_cases.note_given_back import note_given_back
from billing.use_cases.outside import PaymentProvider
from billing.use_cases.ports import OpenWork

FORGOTTEN_AFTER = timedelta(hours=6)
"""So long PayPal keeps an order that nobody approves."""

REVIEWED_EVERY = timedelta(hours=6)
"""How often to ask for a payment that PayPal examines; its webhook usually comes first."""


def follow_payment(work: OpenWork, paypal: PaymentProvider, payment_id: UUID) -> None:
    """Complete the payment if it was approved; look again later, ever less often; give up after six hours.

    What PayPal still examines is never given up. Of what was captured, look whether it was given back at PayPal.
    """
    payment = complete_payment(work, paypal, payment_id)
    if payment.state == "captured":
        note_given_back(work, paypal, payment)
    if payment.state != "started":
        return
    with work() as unit:
        age = unit.clock() - payment.started_at
        if payment.under_review:
            unit.schedule(FOLLOW_PAYMENT, payment.id, unit.clock() + REVIEWED_EVERY)
        elif age > FORGOTTEN_AFTER:
            for one in unit.payments.together(payment_id):
                unit.payments.save(one.abandon() if one.state == "started" else one)
        else:
            unit.schedule(FOLLOW_PAYMENT, payment.id, unit.clock() + max(age, timedelta(minutes=1)))
