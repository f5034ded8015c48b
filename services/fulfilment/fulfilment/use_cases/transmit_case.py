"""Hands a request over to the authority that decides it: the pivot, after which there is no way back."""

from uuid import UUID

from chassis.unit import Work
from contracts.fulfilment import CaseTransmitted
from fulfilment.use_cases.advance_case import FOLLOW, TELL_SENT, advance, tell
from fulfilment.use_cases.follow_transmission import FIRST_LOOK
from fulfilment.use_cases.ports import FulfilmentUnit, Outside
from fulfilment.use_cases.transmission import request_of


def transmit_case(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Send the request outside any transaction; sent twice after a crash, the authority sees one message."""
    with work() as unit:
        case = unit.cases.get(case_id)
        if case.state != "settled":
            return
        request = request_of(unit, case)
    reference = outside.register.submit(request)
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state != "settled":
            return
        sent = advance(unit, case, "transmit", "system", reference, reference=reference)
        unit.record(
            CaseTransmitted(
                case_id=case.id,
                appointment_id=case.appointment_id,
                authority=request.authority,
                reference=reference,
                transmitted_at=sent.changed_at,
            )
        )
        unit.schedule(FOLLOW, case.id, sent.changed_at + FIRST_LOOK)
        tell(unit, case.id, TELL_SENT)
