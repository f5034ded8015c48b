"""Let a transfer that was noted by hand count once, when the bank reports it too."""

from collections.abc import Sequence

from billing.domain import ledger
from billing.domain.receipt import Receipt
from billing.use_cases.ports import BillingUnit


def confirm_transfers(unit: BillingUnit, receipts: Sequence[Receipt]) -> None:
    """Take back what was noted by hand for a claim, if one of these receipts is the same amount for it."""
    charge_ids = {receipt.charge_id for receipt in receipts if receipt.charge_id is not None}
    if not charge_ids:
        return
    # The lock keeps two imports from confirming the same, and a cashier from noting it in between.
    unit.notices.of_charges(charge_ids)
    noted = unit.ledger.noted_by_hand(charge_ids)
    for receipt in receipts:
        if receipt.charge_id is not None and noted.get(receipt.charge_id) == receipt.amount:
            unit.ledger.book(ledger.confirmed(receipt, unit.clock()))
            del noted[receipt.charge_id]
