"""Learn when a letter was posted, since every period counts from that day and never from its rendering."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from billing.domain.catalogue_part import in_force
from billing.domain.deadlines import Deadlines, deadlines
from billing.domain.notice import Notice
from billing.use_cases.hand_over import hand_over
from billing.use_cases.jobs import FOLLOW_LETTER
from billing.use_cases.note_undelivered import note_undelivered
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import BillingUnit, OpenWork
from chassis.letters.letter import Progress

AGAIN_AFTER = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=30)


def follow_letter(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Ask for the posting date of a notice or paper; hand over again what was lost; ask again later."""
    with work() as unit:
        thing = unit.notices.get(item) or unit.papers.get(item)
        tenant = unit.tenant.key
        charge = unit.charges.peek(thing.charge_id) if thing else None
        dispatch = unit.dispatches.latest(item)
        again = unit.dispatches.document(dispatch) if dispatch else None
        document = again or unit.notices.document(item) or unit.papers.document(item)
    if thing is None or charge is None or dispatch is None or dispatch.failed_at is not None:
        return
    if thing.posted_on is not None or thing.issued_at is None:
        return
    found = ports.letters.follow(tenant, dispatch.reference)
    if found.progress is Progress.UNKNOWN:
        to = charge.addressee
        recipient = (to.name, to.street, f"{to.postal_code} {to.city}")
        what = {"number": dispatch.reference, "kind": dispatch.kind}
        hand_over(ports.letters, tenant, **what, recipient=recipient, document=document)
    with work() as unit:
        if found.progress is Progress.REJECTED:
            note_undelivered(unit, dispatch, "letter_rejected", "")
        elif found.posted_on is not None:
            _note(unit, item, found.posted_on)
        elif unit.clock() - dispatch.planned_at < GIVE_UP_AFTER:
            unit.schedule(FOLLOW_LETTER, item, unit.clock() + AGAIN_AFTER)


def _note(unit: BillingUnit, item: UUID, posted_on: date) -> None:
    notice = unit.notices.get(item)
    if notice is not None:
        unit.notices.save(notice.posted(posted_on, counted_from(unit, notice, posted_on)))
        return
    paper = unit.papers.get(item)
    if paper is not None:
        unit.papers.save(replace(paper, posted_on=posted_on))


def counted_from(unit: BillingUnit, notice: Notice, posted_on: date) -> Deadlines | None:
    """Return what follows from the posting by the town's rules of that day; None where it has none."""
    rule = in_force(unit.catalogue.notification, posted_on)
    if rule is None:
        return None
    return deadlines(posted_on, rule, unit.catalogue.notice.payment_days, notice.due, unit.tenant.land)
