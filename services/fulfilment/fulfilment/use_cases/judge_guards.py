"""Asks what a confirmed case still waits for, guard by guard, as its table names them."""

from typing import Literal

from fulfilment.domain.age import age_on
from fulfilment.domain.appointment import Appointment
from fulfilment.domain.case import Case
from fulfilment.domain.flow import Guard
from fulfilment.domain.section import Procedure
from fulfilment.domain.signature import SigningPlan
from fulfilment.use_cases.ports import FulfilmentUnit


def hindrance(
    unit: FulfilmentUnit, procedure: Procedure, appointment: Appointment, case: Case
) -> Guard | Literal["appearance"] | None:
    """Return the first guard of the submission that does not let the case through, or None.

    `appearance` comes first: where the town wants the person before it, nothing by video counts.
    """
    if procedure.appearance is not None and not procedure.appearance.by_video:
        return "appearance"
    for guard in procedure.flow.guards_of("confirmed", "submit"):
        if not _passes(unit, guard, procedure, appointment, case):
            return guard
    return None


def signing_plan(procedure: Procedure, appointment: Appointment, case: Case) -> SigningPlan:
    """Return what the citizen gives beside the click; a code can only be asked of who has an address for it."""
    plan = procedure.signing.for_answers(case.answers)
    return plan if appointment.contact.email else plan.model_copy(update={"code": False})


def _passes(unit: FulfilmentUnit, guard: Guard, procedure: Procedure, appointment: Appointment, case: Case) -> bool:
    match guard:
        case "identity":
            return appointment.check == "verified" and appointment.person is not None
        case "level":
            return appointment.reaches(procedure.identity_level)
        case "age":
            return _old_enough(unit, procedure, appointment)
        case "signature":
            return _signed(unit, signing_plan(procedure, appointment, case), case)


def _signed(unit: FulfilmentUnit, plan: SigningPlan, case: Case) -> bool:
    """Say whether the very text that was confirmed is also signed as the procedure asks."""
    if not plan.is_more_than_a_click:
        return True
    given = unit.signatures.find(case.id)
    said = case.confirmation
    return given is not None and said is not None and given.digest == said.digest and given.satisfies(plan)


def _old_enough(unit: FulfilmentUnit, procedure: Procedure, appointment: Appointment) -> bool:
    if not procedure.minimum_age or appointment.person is None:
        return True
    today = unit.clock().astimezone(unit.tenant.zone).date()
    return age_on(appointment.person.birth_date, today) >= procedure.minimum_age
