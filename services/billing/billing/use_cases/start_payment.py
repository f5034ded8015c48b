"""Open an order at the provider for one fee or several together, or find the one that is open already."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from billing.domain.charge import Charge
from billing.domain.errors import ChargeNotOpen
from billing.domain.payment import Payment, joint_id, payment_id
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.jobs import FOLLOW_PAYMENT
from billing.use_cases.outside import PaymentProvider, PaymentRequest, PaymentTransaction
from billing.use_cases.ports import BillingUnit, OpenWork

LOOK_AFTER = timedelta(minutes=3)
"""When to look by ourselves, in case the citizen approves and never comes back."""

PURPOSE_LENGTH = 27
"""What fits into every purpose of payment, also of other providers (XBezahldienste)."""


def start_payment(work: OpenWork, provider: PaymentProvider, *charge_ids: UUID) -> Payment:
    """Return a payment of these fees together whose `approve_url` leads to the provider, or one that is captured.

    Two clicks make one order: the attempt has one id, the provider is told it as the idempotency key, and the order's
    id is stored before anything can be captured. An earlier order, and one of other fees together, is re-read before
    another is made; what was approved there is taken, and what was not is never taken any more.

    Raises:
        ChargeNotOpen: if nothing is to be paid.
        PaymentUnavailable: if the provider does not answer; nothing was taken.
    """
    with work() as unit:
        others = _other_orders(unit, _open_charges(unit, charge_ids))
    for other in others:
        _give_up(work, provider, other)
    with work() as unit:
        charges = _open_charges(unit, charge_ids)
        payments = _attempts(unit, charges)
        order = _order_of(unit, charges, payments)
        tenant = unit.tenant.key
    first = payments[0]
    if first.order_id is None:
        return _keep(work, first.id, provider.create(tenant, order))
    known = provider.read(tenant, first.order_id)
    if known.status == "gone":
        _abandon(work, first.id)
        return start_payment(work, provider, *charge_ids)
    if known.status == "created":
        return first
    return complete_payment(work, provider, first.id)


def _open_charges(unit: BillingUnit, charge_ids: Sequence[UUID]) -> list[Charge]:
    charges = [unit.charges.get(one) for one in sorted(set(charge_ids))]
    found = [charge for charge in charges if charge is not None and charge.state == "open"]
    if not found or len(found) < len(charges):
        raise ChargeNotOpen(f"charges {charge_ids} are not all open")
    return found


def _other_orders(unit: BillingUnit, charges: Sequence[Charge]) -> list[Payment]:
    """Return attempts that are under way for some of these fees, but not for exactly these."""
    wanted = {charge.id for charge in charges}
    started = [one for charge in charges for one in unit.payments.of_charge(charge.id) if one.state == "started"]
    return [one for one in started if {part.charge_id for part in unit.payments.together(one.id)} != wanted]


def _give_up(work: OpenWork, provider: PaymentProvider, other: Payment) -> None:
    payment = complete_payment(work, provider, other.id) if other.order_id else other
    if payment.under_review:
        raise ChargeNotOpen(f"the provider still examines payment {payment.id}")
    _abandon(work, other.id)


def _abandon(work: OpenWork, payment_id: UUID) -> None:
    with work() as unit:
        for payment in unit.payments.together(payment_id):
            if payment.state == "started":
                unit.payments.save(payment.abandon())
                unit.unschedule(FOLLOW_PAYMENT, payment.id)


def _attempts(unit: BillingUnit, charges: Sequence[Charge]) -> list[Payment]:
    """Return the attempt that is under way for these fees, or begin one; sorted by id."""
    tried = {charge.id: unit.payments.of_charge(charge.id) for charge in charges}
    started = [attempts[-1] for attempts in tried.values() if attempts and attempts[-1].state == "started"]
    if started:
        return unit.payments.together(started[0].id)
    ids = {charge.id: payment_id(charge.id, len(tried[charge.id]) + 1) for charge in charges}
    made = [
        Payment(
            id=ids[charge.id],
            charge_id=charge.id,
            appointment_id=charge.appointment_id,
            case_id=charge.case_id,
            attempt=len(tried[charge.id]) + 1,
            amount=charge.amount,
            started_at=unit.clock(),
            joint=joint_id(ids.values()) if len(charges) > 1 else None,
        )
        for charge in charges
    ]
    for payment in made:
        unit.payments.add(payment)
    made.sort(key=lambda one: one.id)
    # Whatever becomes of the order: an attempt that the provider never heard of is given up as well.
    unit.schedule(FOLLOW_PAYMENT, made[0].id, unit.clock() + LOOK_AFTER)
    return made


def _order_of(unit: BillingUnit, charges: Sequence[Charge], payments: Sequence[Payment]) -> PaymentRequest:
    first, charge = payments[0], charges[0]
    page = f"/zahlung/{charge.appointment_id}/paypal/{first.id}"
    return PaymentRequest(
        request_id=first.create_key,
        reference=str(first.order_ref),
        invoice=str(first.joint or charge.id),
        amount=sum(payment.amount for payment in payments),
        purpose=f"Vorgang {charge.case_number}"[:PURPOSE_LENGTH],
        payee=unit.tenant.name,
        redirect_url=unit.tenant.url(f"{page}/zurueck"),
        cancel_url=unit.tenant.url(f"{page}/abgebrochen"),
    )


def _keep(work: OpenWork, payment_id: UUID, order: PaymentTransaction) -> Payment:
    with work() as unit:
        payments = unit.payments.together(payment_id)
        if not payments:
            raise LookupError(f"payment {payment_id} is not known")
        kept = [one if one.order_id else one.ordered(order.id, order.approve_url or "") for one in payments]
        for before, now in zip(payments, kept, strict=True):
            if now is not before:
                unit.payments.save(now)
        if kept[0] is not payments[0]:
            unit.schedule(FOLLOW_PAYMENT, kept[0].id, unit.clock() + LOOK_AFTER)
        return kept[0]
