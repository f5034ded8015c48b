"""Sends a certificate on its way: as a download, or as a letter on paper."""

from typing import cast
from uuid import UUID

from chassis.letters.letter import Letter, LetterRefused
from chassis.unit import Work
from contracts.fulfilment import CaseCompleted, CaseDispatched
from contracts.parts import Delivery
from fulfilment.domain.case import Case
from fulfilment.domain.certificate import certificate_id
from fulfilment.use_cases.advance_case import advance, applicant_of, note, procedure_of
from fulfilment.use_cases.open_task import open_follow_ups, open_task
from fulfilment.use_cases.outside import Addressee, Outside
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.submit_case import address_of


def post_certificate(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Hand the letter over, where its reference makes it one letter, then say that it is on its way.

    A letter that nobody takes becomes a task; one that may have been taken is handed over again.
    """
    with work() as unit:
        case = unit.cases.get(case_id)
        if case.state != "issued":
            return
        town, content = unit.tenant.key, unit.certificates.content(certificate_id(case.id))
        addressee = addressee_of(unit, case)
    letter = Letter(tenant=town, reference=case.number, kind="certificate", recipient=addressee.lines, content=content)
    try:
        outside.letters.hand_over(letter)
    except LetterRefused as refused:
        _refused(work, case_id, str(refused))
        return
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state == "issued":
            dispatch(unit, case)


def _refused(work: Work[FulfilmentUnit], case_id: UUID, why: str) -> None:
    """Have a person look at a letter that is not taken as it is."""
    with work() as unit:
        case = unit.cases.lock(case_id)
        note(unit, case, "expire", "system", f"letter refused: {why}"[:200])
        open_task(unit, case, "refused_letter")


def addressee_of(unit: FulfilmentUnit, case: Case) -> Addressee:
    """Return who gets the letter and where."""
    return Addressee(" ".join(applicant_of(unit, case).names), address_of(case))


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
    open_follow_ups(unit, done, procedure_of(unit, done))
