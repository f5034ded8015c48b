"""Keeps what the clerk has typed so far, so that nothing is lost and the next questions fit."""

from dataclasses import replace
from uuid import UUID

from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import procedure_of
from fulfilment.use_cases.ports import FulfilmentUnit


def save_draft(unit: FulfilmentUnit, case_id: UUID, typed: dict[str, str]) -> Case:
    """Keep the inputs of the form as they are; only an open case takes them."""
    case = unit.cases.lock(case_id)
    if case.state != "open":
        return case
    procedure, appointment = procedure_of(unit, case), unit.appointments.find(case.appointment_id)
    inputs = {name for field in procedure.form for name in field.inputs}
    # What was booked waits until its question is asked.
    booked = procedure.prefilled(appointment.booked) if appointment else {}
    waiting = {name: value for name, value in booked.items() if name not in typed}
    answers = waiting | {name: value for name, value in typed.items() if name in inputs and value}
    draft = replace(case, answers=answers)
    unit.cases.save(draft)
    return draft
