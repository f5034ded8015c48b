"""Take back what a reminder costs, once, whatever the reason."""

from billing.domain import ledger
from billing.domain.paper import Paper
from billing.use_cases.ports import BillingUnit


def waive_reminder(unit: BillingUnit, paper: Paper) -> None:
    """Book the reminder's fee back, unless it is none or was taken back before."""
    waived = ledger.waived(paper, unit.clock()) if paper.kind == "reminder" and paper.fee else None
    if waived and all(known.id != waived.id for known in unit.ledger.of_charge(paper.charge_id)):
        unit.ledger.book(waived)
