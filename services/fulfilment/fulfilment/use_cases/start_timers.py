"""Starts the timers of the states that a case comes to, and stops those of the states that it leaves."""

from datetime import datetime, time, timedelta

from fulfilment.domain.case import Case
from fulfilment.domain.flow import Flow, Timer
from fulfilment.domain.working_days import working_days_after
from fulfilment.use_cases.ports import FulfilmentUnit

TIMER = "case-timer"
MORNING = time(7, 0)
"""When the town's day begins: what is due on a day is due before anyone works."""


def start_timers(unit: FulfilmentUnit, flow: Flow, before: Case | None, after: Case) -> None:
    """Compare where the case was with where it is, if it was before; a timer that covers both goes on as it is."""
    for timer in flow.timers:
        was, stands = before is not None and before.state in timer.at, after.state in timer.at
        if stands and not was:
            _start(unit, timer, after)
        elif was and not stands:
            unit.unschedule(TIMER, unit.timers.stop(after.id, timer.name))


def move_timers(unit: FulfilmentUnit, flow: Flow, case: Case) -> None:
    """Have what counts from the appointment count from its new time."""
    for timer in flow.timers:
        if timer.counts_from_appointment and case.state in timer.at:
            _start(unit, timer, case)


def due_at(unit: FulfilmentUnit, timer: Timer, case: Case) -> datetime:
    """Return when the timer fires, in the town's own days; working days are those of its Land."""
    start = unit.clock()
    appointment = unit.appointments.find(case.appointment_id)
    if timer.counts_from_appointment and appointment is not None:
        start = max(start, appointment.begins_at)
    start = start.astimezone(unit.tenant.zone)
    if timer.working_days is not None:
        day = working_days_after(start.date(), timer.working_days, unit.tenant.land)
        return datetime.combine(day, MORNING, unit.tenant.zone)
    return start + timedelta(days=timer.days or 0)


def _start(unit: FulfilmentUnit, timer: Timer, case: Case) -> None:
    unit.schedule(TIMER, unit.timers.start(case.id, timer.name), due_at(unit, timer, case))
