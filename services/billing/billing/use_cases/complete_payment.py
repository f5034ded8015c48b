"""Take the money of an approved order and book it to each fee, exactly once, whoever asks and however often."""

from collections.abc import Sequence
from uuid import UUID

from billing.domain import ledger
from billing.domain.charge import Charge
from billing.domain.errors import PaymentUnavailable
from billing.domain.payment import Payment, shared_out
from billing.use_cases.assess_charge import settle
from billing.use_cases.jobs import FOLLOW_PAYMENT, ISSUE_NOTICE, REFUND_PAYMENT
from billing.use_cases.outside import Capture, PaymentProvider, PaymentTransaction
from billing.use_cases.ports import BillingUnit, OpenWork
from billing.use_cases.texts import mail_text
from chassis.mail.message import Mail
from contracts.billing import InvoicePaid, PaymentCaptured

Part = tuple[Payment, Charge]


def complete_payment(work: OpenWork, provider: PaymentProvider, payment_id: UUID) -> Payment:
    """Re-read the order, capture it if the payer has approved and every fee is still open, and book what came.

    Neither the address of the return page nor a webhook is believed: only what the provider answers itself.

    Raises:
        PaymentUnavailable: if the provider does not answer clearly; it is safe to ask again.
    """
    with work() as unit:
        parts = _read(unit, payment_id)
        tenant = unit.tenant.key
    payment = _asked(parts, payment_id)
    if payment.state != "started" or payment.order_id is None:
        return payment
    order = provider.read(tenant, payment.order_id)
    if order.status == "approved" and _all_open(parts):
        order = provider.capture(tenant, payment.order_id, payment.capture_key)
    with work() as unit:
        return _asked(_note(unit, _read(unit, payment_id), order), payment_id)


def _read(unit: BillingUnit, payment_id: UUID) -> list[Part]:
    """Return the payments of one order with their fees; charges are locked in the same order by everybody."""
    payments = unit.payments.together(payment_id)
    charges = {one: unit.charges.get(one) for one in sorted(payment.charge_id for payment in payments)}
    parts = [(payment, charge) for payment in payments if (charge := charges[payment.charge_id]) is not None]
    if not parts or len(parts) < len(payments):
        raise LookupError(f"payment {payment_id} is not known")
    return parts


def _asked(parts: Sequence[Part], payment_id: UUID) -> Payment:
    return next(payment for payment, _ in parts if payment.id == payment_id)


def _all_open(parts: Sequence[Part]) -> bool:
    return all(charge.state == "open" for _, charge in parts)


def _note(unit: BillingUnit, parts: list[Part], order: PaymentTransaction) -> list[Part]:
    capture = order.capture
    if capture is not None and capture.status == "completed":
        return _book(unit, parts, _checked(parts, order, capture))
    declined = capture is not None and capture.status == "declined"
    over = declined or order.status == "gone" or (order.status == "approved" and not _all_open(parts))
    return [(_stands(unit, payment, capture, over=over), charge) for payment, charge in parts]


def _stands(unit: BillingUnit, payment: Payment, capture: Capture | None, *, over: bool) -> Payment:
    if payment.state != "started":
        return payment
    if capture is not None and capture.status == "pending" and not payment.under_review:
        payment = payment.reviewed(capture.id)
        unit.payments.save(payment)
    if over:
        payment = payment.abandon()
        unit.payments.save(payment)
        unit.unschedule(FOLLOW_PAYMENT, payment.id)
    return payment


def _checked(parts: Sequence[Part], order: PaymentTransaction, capture: Capture) -> Capture:
    first = parts[0][0]
    whole = sum(payment.amount for payment, _ in parts)
    if order.reference != str(first.order_ref) or capture.amount != whole:
        raise PaymentUnavailable(f"the order of payment {first.id} is about another payment or amount")
    return capture


def _book(unit: BillingUnit, parts: list[Part], capture: Capture) -> list[Part]:
    """Book each fee's part of the money, and its part of what the provider keeps."""
    costs = shared_out(capture.fee, [payment.amount for payment, _ in parts])
    booked: list[Part] = []
    paid: list[Part] = []
    for (payment, charge), cost in zip(parts, costs, strict=True):
        # What was given up here while the provider took it is money too.
        if payment.state not in ("started", "abandoned"):
            booked.append((payment, charge))
            continue
        taken = payment.captured(capture.id, cost, unit.clock())
        booked.append((_settled(unit, taken, charge), charge))
        paid += [(taken, charge)] if charge.state != "void" else []
    if paid and (to := paid[0][1].addressee).email:
        whole = sum(taken.amount for taken, _ in paid)
        subject, text = mail_text("receipt", unit, [charge for _, charge in paid], paid=paid, whole=whole)
        unit.send(Mail(key=f"receipt:{parts[0][0].order_ref}", to=to.email, subject=subject, text=text))
    return booked


def _settled(unit: BillingUnit, payment: Payment, charge: Charge) -> Payment:
    now = unit.clock()
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
    if charge.state == "void" or charge.settlement in ("paid", "free"):
        payment = payment.owe_refund()
        unit.schedule(REFUND_PAYMENT, payment.id, now)
    elif charge.state == "open":
        settle(unit, charge.settle("paid", now))
    else:
        _clear_notice(unit, charge)
    unit.payments.save(payment)
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
