"""Opens one case for each booked procedure when an appointment is confirmed."""

from collections.abc import Iterator

from chassis.access import Grant
from contracts.booking import AppointmentConfirmed, AppointmentRescheduled
from contracts.fulfilment import CaseOpened
from contracts.parts import Attendee, BookedProcedure
from fulfilment.domain.appointment import Appointment
from fulfilment.domain.case import Case, Step
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.start_timers import start_timers

SERVED = ("join", "case", "manage")
"""The tracker opens with any of the three links."""


def open_cases(unit: FulfilmentUnit, heard: AppointmentConfirmed) -> None:
    """Remember the appointment and open its cases, each in today's version of its procedure."""
    if unit.appointments.find(heard.appointment_id) is not None:
        return
    told = (heard.appointment_id, heard.number, heard.begins_at, heard.contact)
    unit.appointments.add(Appointment(*told, booked=dict(_said(heard))))
    keep_access(unit, heard)
    for booked in heard.procedures:
        _open(unit, heard, booked)


def _said(heard: AppointmentConfirmed) -> Iterator[tuple[str, str]]:
    """Yield what the citizen has said already: what forms ask again, and by which right somebody is represented."""
    if heard.companions:
        yield "companions", "\n".join(_name(one) for one in heard.companions)
    if heard.represents and heard.represented:
        yield "represents", "represented"
        yield "represented.right", heard.represents
        yield "represented.given_names", heard.represented.given_names
        yield "represented.family_name", heard.represented.family_name


def _name(attendee: Attendee) -> str:
    return f"{attendee.given_names} {attendee.family_name}".strip()


def keep_access(unit: FulfilmentUnit, heard: AppointmentConfirmed | AppointmentRescheduled) -> None:
    """Keep the digests of the links that open something here."""
    for access in heard.access:
        if access.purpose in SERVED:
            grant = Grant(unit.tenant.key, heard.appointment_id, access.purpose, access.epoch)
            unit.access.keep(access.digest, grant, access.valid_until)


def _open(unit: FulfilmentUnit, heard: AppointmentConfirmed, booked: BookedProcedure) -> None:
    procedure = unit.catalogue.procedure(booked.procedure)
    unit.procedures.keep(procedure)
    now = unit.clock()
    year = now.astimezone(unit.tenant.zone).year
    case = Case(
        id=booked.item_id,
        appointment_id=heard.appointment_id,
        number=f"{unit.catalogue.number_prefix}-{year}-{unit.numbers.following(year):06}",
        procedure=procedure.key,
        version=procedure.version,
        procedure_name=procedure.name,
        opened_at=now,
        changed_at=now,
        answers=procedure.prefilled(dict(_said(heard))),
    )
    unit.cases.add(case)
    unit.steps.append(Step(case.id, now, "begin", case.state, "system"))
    start_timers(unit, procedure.flow, None, case)
    unit.record(
        CaseOpened(
            case_id=case.id,
            appointment_id=case.appointment_id,
            number=case.number,
            procedure=case.procedure,
            procedure_name=case.procedure_name,
            opened_at=now,
        )
    )
