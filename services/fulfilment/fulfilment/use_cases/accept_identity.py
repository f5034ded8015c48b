"""Takes over who the person is, and submits what waited for it."""

from chassis.unit import TooEarly
from contracts.identity import CheckVerified
from fulfilment.domain.appointment import Appointment
from fulfilment.domain.case import Case
from fulfilment.domain.statement import make_statement
from fulfilment.use_cases.advance_case import advance, can, procedure_of
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.submit_case import submit_if_ready


def accept_identity(unit: FulfilmentUnit, heard: CheckVerified) -> None:
    """Remember the person; a text under another name is written again and must be confirmed again.

    A check that a newer outcome has overtaken changes nothing: what was revoked does not come back.
    """
    appointment = unit.appointments.lock(heard.appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {heard.appointment_id} is not known yet")
    if appointment.closed_at is not None or appointment.hears_late(heard.verified_at):
        return
    known = appointment.verified(heard.person, heard.level, heard.verified_at)
    unit.appointments.save(known)
    for case in unit.cases.lock_of(heard.appointment_id):
        submit_if_ready(unit, _follow(unit, case, known), known)


def _follow(unit: FulfilmentUnit, case: Case, appointment: Appointment) -> Case:
    if can(unit, case, "accept_identity", "system"):
        return advance(unit, case, "accept_identity", "system")
    appointment = appointment.corrected(case.correction)
    if case.statement is None or not can(unit, case, "reidentify", "system"):
        return case
    if not case.statement.names_differ(appointment):
        return case
    again = make_statement(case.number, procedure_of(unit, case), appointment, case.answers)
    return advance(unit, case, "reidentify", "system", statement=again, confirmation=None)
