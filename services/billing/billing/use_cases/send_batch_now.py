"""Let the notices of the next batch leave at once."""

from billing.use_cases.jobs import ISSUE_NOTICE
from billing.use_cases.ports import BillingUnit


def send_batch_now(unit: BillingUnit, actor: str) -> int:
    """Make every waiting notice due now and return how many there are; the worker issues them."""
    waiting = unit.charges.waiting_for_notice()
    for charge in waiting:
        unit.schedule(ISSUE_NOTICE, charge.id, unit.clock())
        unit.audit("sent batch at once", charge.id, actor)
    return len(waiting)
