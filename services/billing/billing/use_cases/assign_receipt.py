"""Decide as a person what a transaction of the bank is for, or that it has been looked at."""

from uuid import UUID

from billing.domain import ledger
from billing.domain.errors import NotAssignable
from billing.domain.receipt import Receipt
from billing.use_cases.confirm_transfers import confirm_transfers
from billing.use_cases.ports import BillingUnit
from billing.use_cases.settle_receipts import settle_receipts


def assign_receipt(unit: BillingUnit, receipt_id: UUID, charge_id: UUID, actor: str) -> Receipt:
    """Book a transaction for the claim that a person names.

    Raises:
        NotAssignable: if it is for a claim already, or there is no such claim.
    """
    receipt = unit.bank.get(receipt_id)
    charge = unit.charges.get(charge_id)
    if receipt is None or receipt.charge_id is not None or charge is None:
        raise NotAssignable(f"transaction {receipt_id} cannot be booked for charge {charge_id}")
    assigned = receipt.assign(charge_id, unit.clock(), actor)
    unit.bank.save([assigned])
    unit.ledger.book(ledger.assigned(assigned, unit.clock()))
    confirm_transfers(unit, [assigned])
    settle_receipts(unit, [charge_id])
    unit.audit("assigned transfer", receipt_id, actor)
    return assigned


def note_receipt(unit: BillingUnit, receipt_id: UUID, actor: str) -> None:
    """Take a transaction from the work list; the books stay as they are."""
    receipt = unit.bank.get(receipt_id)
    if receipt is None:
        raise NotAssignable(f"transaction {receipt_id} is not known")
    if receipt.noted_at is None:
        unit.bank.save([receipt.note(unit.clock(), actor)])
        unit.audit("noted transaction", receipt_id, actor)
