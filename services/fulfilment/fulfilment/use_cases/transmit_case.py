"""Hands a request over to the authority that decides it: the pivot, after which there is no way back."""

from dataclasses import replace
from uuid import UUID

from chassis.unit import Work
from fulfilment.use_cases.advance_case import TRANSMIT
from fulfilment.use_cases.back_off import next_look
from fulfilment.use_cases.open_task import open_task
from fulfilment.use_cases.outside import Outside, RegisterRequest, RegisterUnreachable
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.record_transmission import transmitted
from fulfilment.use_cases.transmission import request_or_task


def transmit_case(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Send the request outside any transaction; sent twice after a crash, the authority sees one message.

    From the first attempt on the case cannot be withdrawn, since the authority may have the request without our
    knowing; if that attempt was surely refused, it can again.
    """
    begun = _begin(work, case_id)
    if begun is None:
        return
    request, first = begun
    try:
        reference = outside.registers[request.way].submit(request)
    except RegisterUnreachable as error:
        _try_later(work, case_id, called_back=first and error.kept_out)
        return
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state == "settled":
            transmitted(unit, case, reference, "system")


def _begin(work: Work[FulfilmentUnit], case_id: UUID) -> tuple[RegisterRequest, bool] | None:
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state != "settled":
            return None
        request = request_or_task(unit, case)
        if request is None:
            return None
        if request.way == "manual":
            open_task(unit, case, "record_in_register")
            return None
        first = case.sending_since is None
        if first:
            unit.cases.save(replace(case, sending_since=unit.clock()))
        return request, first


def _try_later(work: Work[FulfilmentUnit], case_id: UUID, *, called_back: bool) -> None:
    with work() as unit:
        case = unit.cases.lock(case_id)
        if called_back:
            unit.cases.save(replace(case, sending_since=None))
        unit.schedule(TRANSMIT, case_id, next_look(case.changed_at, unit.clock()))
