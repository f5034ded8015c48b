"""Submits a case once the citizen has confirmed it and is identified well enough: the fee falls due."""

from typing import cast

from contracts.fulfilment import CaseSubmitted
from contracts.parts import Delivery, PostalAddress
from fulfilment.domain.appointment import Appointment
from fulfilment.domain.case import Case
from fulfilment.domain.form import ADDRESS_PARTS
from fulfilment.domain.section import Procedure
from fulfilment.use_cases.advance_case import advance, procedure_of
from fulfilment.use_cases.judge_guards import hindrance
from fulfilment.use_cases.ports import FulfilmentUnit


def submit_if_ready(unit: FulfilmentUnit, case: Case, appointment: Appointment) -> Case:
    """Submit a confirmed case that nothing hinders; else leave it as it is."""
    procedure, appointment = procedure_of(unit, case), appointment.corrected(case.correction)
    if case.state != "confirmed" or hindrance(unit, procedure, appointment, case) or not appointment.person:
        return case
    submitted = advance(unit, case, "submit", "system", _basis(procedure))
    unit.record(
        CaseSubmitted(
            case_id=case.id,
            appointment_id=case.appointment_id,
            number=case.number,
            procedure=case.procedure,
            procedure_name=case.procedure_name,
            purpose=procedure.purpose_of(case.answers),
            delivery=cast("Delivery", procedure.delivery_of(case.answers)),
            person=appointment.person,
            address=address_of(case),
            contact=appointment.contact,
            submitted_at=submitted.changed_at,
            exemption=case.answers.get("exemption"),
        )
    )
    return submitted


def _basis(procedure: Procedure) -> str:
    """Return on what the town stands when it takes a video call for an appearance; it is kept with the step."""
    return procedure.appearance.basis if procedure.appearance is not None else ""


def address_of(case: Case) -> PostalAddress:
    """Return the address that the citizen gave; who leaves and has none yet is known by the one before."""
    key = "address" if "address.street" in case.answers else "former_address"
    street, postal_code, city = (case.answers[f"{key}.{part}"] for part in ADDRESS_PARTS)
    return PostalAddress(street=street, postal_code=postal_code, city=city)
