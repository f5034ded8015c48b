"""Puts right what is known of the person of one case, with the reason: a document may spell a name otherwise."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chassis.unit import TooEarly
from fulfilment.domain.appointment import Correction
from fulfilment.domain.errors import NotAllowed
from fulfilment.use_cases.advance_case import note
from fulfilment.use_cases.ports import FulfilmentUnit


@dataclass(frozen=True)
class PersonAsTyped:
    """The person as the clerk has written it, and why."""

    given_names: str
    family_name: str
    reason: str
    birth_date: date | None = None


def correct_person(unit: FulfilmentUnit, case_id: UUID, typed: PersonAsTyped, actor: str) -> None:
    """Keep the correction with the case; it stands in the text that the citizen confirms, and lapses with a new check.

    Raises:
        NotAllowed: the text lies before the citizen already, or further.
    """
    case = unit.cases.lock(case_id)
    appointment = unit.appointments.find(case.appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {case.appointment_id} is not known yet")
    if case.state != "open":
        raise NotAllowed(case.state, "correct", "clerk")
    told = (typed.given_names, typed.family_name, typed.reason, appointment.known, typed.birth_date)
    corrected = replace(case, correction=Correction(*told))
    unit.cases.save(corrected)
    note(unit, corrected, "correct", "clerk", "")
    unit.audit("case.person_corrected", case_id, actor)
