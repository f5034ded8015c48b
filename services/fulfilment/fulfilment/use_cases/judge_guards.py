"""Asks what a confirmed case still waits for, guard by guard, as its table names them."""

from typing import Literal

from fulfilment.domain.appointment import Appointment, age_on
from fulfilment.domain.flow import Guard
from fulfilment.domain.section import Procedure
from fulfilment.use_cases.ports import FulfilmentUnit


def hindrance(
    unit: FulfilmentUnit, procedure: Procedure, appointment: Appointment
) -> Guard | Literal["appearance"] | None:
    """Return the first guard of the submission that does not let the case through, or None.

    `appearance` comes first: where the town wants the person before it, nothing by video counts.
    """
    if procedure.appearance is not None and not procedure.appearance.by_video:
        return "appearance"
    for guard in procedure.flow.guards_of("confirmed", "submit"):
        if not _passes(unit, guard, procedure, appointment):
            return guard
    return None


def _passes(unit: FulfilmentUnit, guard: Guard, procedure: Procedure, appointment: Appointment) -> bool:
    match guard:
        case "identity":
            return appointment.check == "verified" and appointment.person is not None
        case "level":
            return appointment.reaches(procedure.identity_level)
        case "age":
            return _old_enough(unit, procedure, appointment)


def _old_enough(unit: FulfilmentUnit, procedure: Procedure, appointment: Appointment) -> bool:
    if not procedure.minimum_age or appointment.person is None:
        return True
    today = unit.clock().astimezone(unit.tenant.zone).date()
    return age_on(appointment.person.birth_date, today) >= procedure.minimum_age
