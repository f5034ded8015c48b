"""Give back credit by bank transfer: propose, approve by a second person, write one file for the bank."""

from uuid import UUID, uuid4

from billing.domain import ledger
from billing.domain.errors import NothingToRefund
from billing.domain.receipt import Receipt
from billing.domain.refund import Refund
from billing.use_cases.outside import RefundOrder, WriteRefunds
from billing.use_cases.ports import BillingUnit, OpenWork


def propose_refund(unit: BillingUnit, receipt_id: UUID, actor: str) -> Refund:
    """Propose to give back the credit of a claim to the account that a receipt of it came from.

    Raises:
        NothingToRefund: if nothing is left of the credit or the receipt, no such account, or a refund under way.
    """
    receipt = unit.bank.get(receipt_id)
    charge = unit.charges.get(receipt.charge_id) if receipt and receipt.charge_id else None
    if receipt is None or charge is None or not receipt.counter_iban or receipt.amount <= 0:
        raise NothingToRefund(f"receipt {receipt_id} names no account to refund to")
    amount = refundable(unit, receipt, charge.id)
    if amount <= 0 or any(refund.charge_id == charge.id for refund in unit.refunds.open()):
        raise NothingToRefund(f"receipt {receipt_id} has nothing left to refund that is not being refunded")
    refund = Refund(
        id=uuid4(),
        charge_id=charge.id,
        receipt_id=receipt.id,
        amount=amount,
        name=receipt.name or charge.addressee.name,
        iban=receipt.counter_iban,
        proposed_at=unit.clock(),
        proposed_by=actor,
    )
    unit.refunds.add(refund)
    unit.audit("proposed refund", refund.id, actor)
    return refund


def refundable(unit: BillingUnit, receipt: Receipt, charge_id: UUID) -> int:
    """Return how much of a receipt can go back: what is left of it, but no more than its claim has in credit."""
    gone = sum(refund.amount for refund in unit.refunds.of_charge(charge_id) if refund.receipt_id == receipt.id)
    return min(credit_of(unit, charge_id), receipt.amount - gone)


def credit_of(unit: BillingUnit, charge_id: UUID) -> int:
    """Return the credit of a claim without what the provider still gives back by itself."""
    at_provider = sum(one.amount for one in unit.payments.of_charge(charge_id) if one.state == "refund_due")
    return -unit.ledger.owed([charge_id]).get(charge_id, 0) - at_provider


def approve_refund(unit: BillingUnit, refund_id: UUID, actor: str) -> Refund:
    """Approve a refund as the second person, and book it; a second click changes nothing.

    Raises:
        SecondPersonNeeded: to whoever proposed it.
        NothingToRefund: if the credit is gone meanwhile.
    """
    refund = unit.refunds.get(refund_id)
    if refund is None or refund.withdrawn_at is not None:
        raise NothingToRefund(f"refund {refund_id} is not known, or was withdrawn")
    if refund.approved_at is not None:
        return refund
    approved = refund.approve(unit.clock(), actor)
    unit.charges.get(refund.charge_id)
    if credit_of(unit, refund.charge_id) < refund.amount:
        raise NothingToRefund(f"the credit of charge {refund.charge_id} is gone")
    unit.refunds.save(approved)
    unit.ledger.book(ledger.refund_ordered(approved, unit.clock()))
    unit.audit("approved refund", refund.id, actor)
    return approved


def withdraw_refund(unit: BillingUnit, refund_id: UUID, actor: str) -> None:
    """Take a proposal back, or decline it as the second person; its credit can be proposed again.

    Raises:
        NothingToRefund: if it is approved or withdrawn already.
    """
    refund = unit.refunds.get(refund_id)
    if refund is None or refund.approved_at is not None or refund.withdrawn_at is not None:
        raise NothingToRefund(f"refund {refund_id} does not wait for a second person")
    unit.refunds.save(refund.withdraw(unit.clock(), actor))
    unit.audit("withdrew refund", refund.id, actor)


def order_refunds(work: OpenWork, write: WriteRefunds, actor: str) -> UUID | None:
    """Write all approved refunds that are in no file yet into one, and return its id; None if there are none."""
    with work() as unit:
        refunds = [refund for refund in unit.refunds.open(lock=True) if refund.approved_at is not None]
        if not refunds:
            return None
        identity, account = uuid4(), unit.catalogue.notice.bank
        today = unit.clock().astimezone(unit.tenant.zone).date()
        orders = [
            RefundOrder(
                end_to_end=refund.end_to_end,
                name=refund.name,
                iban=refund.iban,
                amount=refund.amount,
                purpose=f"Erstattung {unit.tenant.name}",
            )
            for refund in refunds
        ]
        content = write(account.holder, account.iban, account.bic, today, orders)
        unit.refunds.add_file(identity, content, unit.clock(), actor)
        for refund in refunds:
            unit.refunds.put_into(refund.id, identity)
        unit.audit("ordered refunds", identity, actor)
        return identity
