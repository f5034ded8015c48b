"""Notes that a letter has come back, which gives the office something to find out."""

from uuid import UUID

from fulfilment.domain.errors import NotAllowed
from fulfilment.use_cases.advance_case import procedure_of
from fulfilment.use_cases.open_task import open_task
from fulfilment.use_cases.ports import FulfilmentUnit


def report_returned_mail(unit: FulfilmentUnit, case_id: UUID, actor: str) -> None:
    """Open the task once; a case that sent no letter has none that could come back.

    Raises:
        NotAllowed: nothing was posted for this case.
    """
    case = unit.cases.lock(case_id)
    if case.state not in ("dispatched", "completed") or procedure_of(unit, case).delivery_of(case.answers) != "post":
        raise NotAllowed(case.state, "report_returned_mail", "clerk")
    open_task(unit, case, "returned_mail")
    unit.audit("case.mail_returned", case_id, actor)
