"""Ends the task about a letter that the letter service refused, so that its case goes on."""

from typing import Literal
from uuid import UUID

from fulfilment.use_cases.advance_case import POST
from fulfilment.use_cases.dispatch_certificate import dispatch
from fulfilment.use_cases.finish_task import finish_task
from fulfilment.use_cases.ports import FulfilmentUnit

LetterAnswer = Literal["again", "posted"]


def answer_refused_letter(unit: FulfilmentUnit, task_id: UUID, answer: LetterAnswer, actor: str) -> None:
    """Hand the letter over again, or note that the office has posted it: then the case is done as usual."""
    case = unit.cases.lock(unit.tasks.lock(task_id).case_id)
    finish_task(unit, task_id, answer, actor)
    if case.state != "issued":
        return
    if answer == "again":
        unit.schedule(POST, case.id, unit.clock())
    else:
        dispatch(unit, case)
