"""Takes a case one step as its table says: history, effects, timers, clock; every other use case goes through here."""

from dataclasses import replace
from typing import Any

from chassis.unit import TooEarly
from fulfilment.domain.appointment import Appointment
from fulfilment.domain.case import Case, Step
from fulfilment.domain.flow import Actor, Event
from fulfilment.domain.section import Procedure
from fulfilment.domain.service_clock import due_on
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.start_timers import start_timers

TELL_SUBMITTED = "tell-submitted"
TELL_READY = "tell-ready"
TELL_SENT = "tell-sent"
TELL_FAILED = "tell-failed"
TELL_WITHDRAWN = "tell-withdrawn"
ISSUE = "issue-certificate"
POST = "post-certificate"
TRANSMIT = "transmit-case"
FOLLOW = "follow-transmission"


def procedure_of(unit: FulfilmentUnit, case: Case) -> Procedure:
    """Return the procedure in the version that the case began with."""
    return unit.procedures.get(case.procedure, case.version)


def applicant_of(unit: FulfilmentUnit, case: Case) -> Appointment:
    """Return the appointment as this case sees it, with what a clerk has put right about the person.

    Raises:
        TooEarly: when the appointment is not known yet.
    """
    appointment = unit.appointments.find(case.appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {case.appointment_id} is not known yet")
    return appointment.corrected(case.correction)


def advance(
    unit: FulfilmentUnit,
    case: Case,
    event: Event,
    actor: Actor,
    detail: str = "",
    **changes: Any,  # noqa: ANN401 - fields of a case
) -> Case:
    """Take the step, append it to the history, and start what the table says follows from it."""
    flow = procedure_of(unit, case).flow
    moved = case.taking(flow, event, actor, unit.clock())
    note(unit, moved, event, actor, detail)
    due = due_on(flow, unit.steps.of_case(case.id), unit.tenant.land, unit.tenant.zone)
    changed = replace(moved, **changes, due_on=due)
    unit.cases.save(changed)
    for effect in flow.effects_of(case.state, event):
        unit.schedule(effect, case.id, unit.clock())
    start_timers(unit, flow, case, changed)
    return changed


def note(unit: FulfilmentUnit, case: Case, event: Event, actor: Actor, detail: str) -> None:
    """Append to the history what happened, also when it did not move the case."""
    unit.steps.append(Step(case.id, unit.clock(), event, case.state, actor, detail))


def can(unit: FulfilmentUnit, case: Case, event: Event, actor: Actor) -> bool:
    """Say whether the step is possible now."""
    return case.target(procedure_of(unit, case).flow, event, actor) is not None
