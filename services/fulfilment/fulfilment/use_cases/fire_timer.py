"""Does what a timer says when a case has stood somewhere for too long."""

from uuid import UUID

from chassis.unit import Work
from fulfilment.domain.case import Case
from fulfilment.domain.flow import Timer
from fulfilment.use_cases.advance_case import advance, note, procedure_of
from fulfilment.use_cases.end_early import end_early
from fulfilment.use_cases.open_task import open_task
from fulfilment.use_cases.ports import FulfilmentUnit


def fire_timer(work: Work[FulfilmentUnit], timer_id: UUID) -> None:
    """Fire once: the timer goes in the same transaction as what it does, so a repetition finds none."""
    with work() as unit:
        found = unit.timers.find(timer_id)
        if found is None:
            return
        case_id, name = found
        case = unit.cases.lock(case_id)
        if unit.timers.find(timer_id) is None:
            return  # another worker was faster, the lock has waited for it
        unit.timers.stop(case_id, name)
        timer = next((one for one in procedure_of(unit, case).flow.timers if one.name == name), None)
        if timer is not None and case.state in timer.at:
            _do(unit, case, timer)


def _do(unit: FulfilmentUnit, case: Case, timer: Timer) -> None:
    if timer.task is not None:
        note(unit, case, "expire", "system", timer.name)
        open_task(unit, case, timer.task)
    elif timer.event in ("withdraw", "fail"):
        end_early(unit, case, timer.event, timer.name)
    elif timer.event is not None:
        advance(unit, case, timer.event, "system", timer.name)
