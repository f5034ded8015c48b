"""Asks the authority where a request stands, less and less often, until it has decided."""

from uuid import UUID

from chassis.unit import Work
from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import FOLLOW, advance, procedure_of
from fulfilment.use_cases.back_off import next_look
from fulfilment.use_cases.outside import Outside, RegisterAnswer, RegisterRequest, RegisterUnreachable
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.record_answer import answered
from fulfilment.use_cases.transmission import message_id, request_or_task

WITH_THE_AUTHORITY = ("transmitted", "acknowledged")


def follow_transmission(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Ask outside any transaction; a request that was lost on the way is sent again as the same message."""
    with work() as unit:
        case = unit.cases.get(case_id)
        plan = procedure_of(unit, case).register_plan
        if case.state not in WITH_THE_AUTHORITY or plan is None:
            return
    register = outside.registers[plan.way]
    try:
        answer = register.ask(message_id(case_id))
        if answer.state == "lost" and (request := _again(work, case_id)):
            register.submit(request)
    except RegisterUnreachable:
        answer = RegisterAnswer("waiting")
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state in WITH_THE_AUTHORITY:
            _follow(unit, case, answer)


def _again(work: Work[FulfilmentUnit], case_id: UUID) -> RegisterRequest | None:
    with work() as unit:
        return request_or_task(unit, unit.cases.lock(case_id))


def _follow(unit: FulfilmentUnit, case: Case, answer: RegisterAnswer) -> None:
    if answer.state in ("rejected", "issued"):
        answered(unit, case, "rejected" if answer.state == "rejected" else "issued", answer.reason, "authority")
        return
    since = case.changed_at
    if answer.state == "acknowledged" and case.state == "transmitted":
        advance(unit, case, "acknowledge", "authority")
    unit.schedule(FOLLOW, case.id, next_look(since, unit.clock()))
