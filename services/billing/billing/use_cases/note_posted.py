"""Note the day on which a document was posted, since every period counts from that day and never from its rendering."""

from datetime import date
from uuid import UUID

from billing.domain.catalogue_part import in_force
from billing.domain.deadlines import Deadlines, deadlines
from billing.domain.notice import Notice
from billing.use_cases.ports import BillingUnit


def note_posted(unit: BillingUnit, item: UUID, on: date | None = None) -> None:
    """Let the periods of a notice, reminder or cancellation count from this day, or from today.

    What is printed never gets earlier.
    """
    day = on or unit.clock().astimezone(unit.tenant.zone).date()
    notice, paper = unit.notices.get(item), unit.papers.get(item)
    if notice is not None:
        unit.notices.save(notice.posted(day, _counted_from(unit, notice, day)))
    if paper is not None:
        rules = in_force(unit.catalogue.dunning, paper.dated)
        unit.papers.save(paper.posted(day, rules.payment_days if rules else 0))


def _counted_from(unit: BillingUnit, notice: Notice, day: date) -> Deadlines | None:
    """Return what follows from the posting by the town's rules of that day; None where it has none."""
    rule = in_force(unit.catalogue.notification, day)
    if rule is None:
        return None
    return deadlines(day, rule, unit.catalogue.notice.payment_days, notice.due, unit.tenant.land)
