"""Take the statements that the bank's software has laid into the drop folder."""

from datetime import timedelta
from uuid import UUID

from billing.domain.errors import StatementRefused
from billing.use_cases.jobs import COLLECT_STATEMENTS
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import OpenWork
from billing.use_cases.take_statement import take_statement

AGAIN_AFTER = timedelta(minutes=5)
ACTOR = "drop folder"


def collect_statements(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Take each file as an upload is taken; put it away with the reason if it is refused; come again later.

    A file that was taken before a crash could put it away is known the next time, and put away then.
    """
    with work() as unit:
        tenant = unit.tenant.key
    for name, content in ports.drop.waiting(tenant):
        why = ""
        try:
            take_statement(work, ports.read_statements, name, content, ACTOR)
        except StatementRefused as refused:
            why = str(refused)
        ports.drop.put_away(tenant, name, why)
    with work() as unit:
        unit.schedule(COLLECT_STATEMENTS, item, unit.clock() + AGAIN_AFTER)
