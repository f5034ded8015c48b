"""A document did not arrive: it becomes the cashier's task, and no period counts from a posting that failed."""

from datetime import timedelta
from uuid import UUID

from billing.domain.charge import Charge
from billing.domain.dispatch import Dispatch, Why
from billing.domain.notice import Notice
from billing.domain.paper import Paper
from billing.use_cases.jobs import COLLECT_RETURNED
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import BillingUnit, OpenWork

AGAIN_AFTER = timedelta(minutes=15)


def sent(unit: BillingUnit, thing: Notice | Paper, refused: str = "") -> None:
    """Keep the first attempt of a document, and at once its failure if it is refused."""
    dispatch = Dispatch(
        item=thing.id,
        attempt=1,
        charge_id=thing.charge_id,
        kind=thing.kind if isinstance(thing, Paper) else "notice",
        number=thing.number,
        channel=thing.channel,
        planned_at=unit.clock(),
        handed_at=unit.clock(),
    )
    if refused:
        why: Why = "letter_refused" if thing.channel == "post" else "mail_refused"
        dispatch = dispatch.fail(why, refused, unit.clock())
    unit.dispatches.add(dispatch)


def note_undelivered(unit: BillingUnit, dispatch: Dispatch, why: Why, said: str) -> None:
    """Make it a task once; a notice that did not arrive was not made known (§ 41 VwVfG)."""
    if dispatch.failed_at is not None or dispatch.solved_at is not None:
        return
    unit.dispatches.save(dispatch.fail(why, said, unit.clock()))
    notice, paper = unit.notices.get(dispatch.item), unit.papers.get(dispatch.item)
    if notice is not None:
        unit.notices.save(notice.returned())
    if paper is not None:
        unit.papers.save(paper.returned())


def note_refused_mail(unit: BillingUnit, mail_id: UUID, status: str) -> None:
    """Follow what a mail server says of one of our mails; one without a document opens no task."""
    dispatch = unit.dispatches.of_mail(mail_id)
    if dispatch is not None:
        note_undelivered(unit, dispatch, "mail_refused", status)


def collect_returned(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Read the town's returned mails, each in a transaction of its own, and look again soon."""
    if ports.returned is None:
        return
    with work() as unit:
        tenant = unit.tenant.key
    for returned in ports.returned.take(tenant):
        with work() as unit:
            note_refused_mail(unit, returned.mail, returned.status)
    with work() as unit:
        unit.schedule(COLLECT_RETURNED, item, unit.clock() + AGAIN_AFTER)


def note_returned(unit: BillingUnit, item: UUID, actor: str) -> Charge | None:
    """Let the cashier say that a letter came back, or a mail that no server told us of."""
    dispatch = unit.dispatches.latest(item)
    if dispatch is None or dispatch.handed_at is None:
        return None
    note_undelivered(unit, dispatch, "returned", "")
    unit.audit("noted return", item, actor)
    return unit.charges.peek(dispatch.charge_id)
