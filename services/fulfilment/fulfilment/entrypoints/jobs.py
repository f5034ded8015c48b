"""What fulfilment does when it is due."""

from collections.abc import Callable
from uuid import UUID

from chassis.jobs.due_work import DueWork
from chassis.unit import Work
from fulfilment.use_cases import advance_case as kinds
from fulfilment.use_cases.deliver_webhook import deliver_webhook
from fulfilment.use_cases.dispatch_certificate import post_certificate
from fulfilment.use_cases.fire_timer import fire_timer
from fulfilment.use_cases.follow_transmission import follow_transmission
from fulfilment.use_cases.inform_citizen import inform_citizen
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.outside import Outside
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.start_timers import TIMER
from fulfilment.use_cases.tell_webhooks import DELIVER
from fulfilment.use_cases.transmit_case import transmit_case

due = DueWork()
MAILS = (
    kinds.TELL_SUBMITTED,
    kinds.TELL_READY,
    kinds.TELL_SENT,
    kinds.TELL_FAILED,
    kinds.TELL_WITHDRAWN,
)


@due.job(kinds.ISSUE)
def issue(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Make a certificate."""
    issue_certificate(work, outside, case_id)


@due.job(kinds.POST)
def post(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Lay a certificate down for the post."""
    post_certificate(work, outside, case_id)


@due.job(kinds.TRANSMIT)
def transmit(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Hand a request over to the authority."""
    transmit_case(work, outside, case_id)


@due.job(kinds.FOLLOW)
def follow(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Ask the authority where a request stands."""
    follow_transmission(work, outside, case_id)


@due.job(TIMER)
def fire(work: Work[FulfilmentUnit], _outside: Outside, timer_id: UUID) -> None:
    """Do what a timer says."""
    fire_timer(work, timer_id)


@due.job(DELIVER)
def deliver(work: Work[FulfilmentUnit], outside: Outside, delivery_id: UUID) -> None:
    """Tell the town's own program."""
    deliver_webhook(work, outside, delivery_id)


def _mail_of(kind: str) -> Callable[[Work[FulfilmentUnit], Outside, UUID], None]:
    def inform(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
        inform_citizen(work, outside, case_id, kind)

    return inform


for _kind in MAILS:
    due.job(_kind)(_mail_of(_kind))
