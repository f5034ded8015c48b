"""Sends a certificate on its way: as a download, or as a letter by the spool."""

from typing import cast
from uuid import UUID

from chassis.unit import Work
from contracts.fulfilment import CaseCompleted, CaseDispatched
from contracts.parts import Delivery
from fulfilment.domain.case import Case
from fulfilment.domain.certificate import certificate_id
from fulfilment.use_cases.advance_case import advance, procedure_of
from fulfilment.use_cases.ports import Addressee, FulfilmentUnit, Outside
from fulfilment.use_cases.submit_case import address_of


def post_certificate(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Lay the letter into the spool, where its name makes it one letter, then say that it is on its way."""
    with work() as unit:
        case = unit.cases.get(case_id)
        if case.state != "issued":
            return
        town, content = unit.tenant.key, unit.certificates.content(certificate_id(case.id))
        addressee = addressee_of(unit, case)
    outside.letters.put(town, case.number, content, addressee)
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state == "issued":
            dispatch(unit, case)


def addressee_of(unit: FulfilmentUnit, case: Case) -> Addressee:
    """Return who gets the letter and where."""
    appointment = unit.appointments.find(case.appointment_id)
    if appointment is None:
        raise LookupError(f"case {case.id} belongs to no appointment")
    return Addressee(" ".join(appointment.names), address_of(case))


def dispatch(unit: FulfilmentUnit, case: Case) -> None:
    """Record that the result is on its way and that nothing is left to do."""
    delivery = cast("Delivery", procedure_of(unit, case).delivery_of(case.answers))
    sent = advance(unit, case, "dispatch", "system", delivery)
    unit.record(
        CaseDispatched(
            case_id=case.id, appointment_id=case.appointment_id, delivery=delivery, dispatched_at=sent.changed_at
        )
    )
    done = advance(unit, sent, "complete", "system")
    unit.record(CaseCompleted(case_id=case.id, appointment_id=case.appointment_id, completed_at=done.changed_at))
