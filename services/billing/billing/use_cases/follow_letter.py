"""Learn when a letter was posted, or that it is lost or was rejected."""

from datetime import timedelta
from uuid import UUID

from billing.use_cases.hand_over import hand_over
from billing.use_cases.jobs import FOLLOW_LETTER
from billing.use_cases.note_posted import note_posted
from billing.use_cases.note_undelivered import note_undelivered
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import OpenWork
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
            note_posted(unit, item, found.posted_on)
        elif unit.clock() - dispatch.planned_at < GIVE_UP_AFTER:
            unit.schedule(FOLLOW_LETTER, item, unit.clock() + AGAIN_AFTER)
