"""Hands a request over to the authority that decides it: the pivot, after which there is no way back."""

from uuid import UUID, uuid5

from chassis.unit import Work
from contracts.fulfilment import CaseTransmitted

from fulfilment.domain.case import Case
from fulfilment.domain.section import RegisterPlan
from fulfilment.use_cases.advance_case import FOLLOW, TELL_SENT, advance, procedure_of, tell
from fulfilment.use_cases.follow_transmission import FIRST_LOOK
from fulfilment.use_cases.ports import FulfilmentUnit, Outside, RegisterRequest
from fulfilment.use_cases.submit_case import address_of


def message_id(case_id: UUID) -> UUID:
    """Return the id of a case's one message; it follows from the case, so a repetition is the same message."""
    return uuid5(case_id, "register")


def transmit_case(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Send the request outside any transaction; sent twice after a crash, the authority sees one message."""
    with work() as unit:
        case = unit.cases.get(case_id)
        if case.state != "settled":
            return
        plan = _plan(unit, case)
        request = _request(unit, case, plan)
    reference = outside.register.submit(request)
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state != "settled":
            return
        sent = advance(unit, case, "transmit", "system", reference, reference=reference)
        unit.record(
            CaseTransmitted(
                case_id=case.id,
                appointment_id=case.appointment_id,
                authority=plan.authority,
                reference=reference,
                transmitted_at=sent.changed_at,
            )
        )
        unit.schedule(FOLLOW, case.id, sent.changed_at + FIRST_LOOK)
        tell(unit, case.id, TELL_SENT)


def _plan(unit: FulfilmentUnit, case: Case) -> RegisterPlan:
    plan = procedure_of(unit, case).register_plan
    if plan is None:
        raise LookupError(f"case {case.id} has no authority to go to")
    return plan


def _request(unit: FulfilmentUnit, case: Case, plan: RegisterPlan) -> RegisterRequest:
    appointment = unit.appointments.find(case.appointment_id)
    if appointment is None or appointment.person is None:
        raise LookupError(f"case {case.id} was settled without a person")
    return RegisterRequest(
        message_id=message_id(case.id),
        tenant=unit.tenant.key,
        authority=plan.authority,
        product=plan.product,
        case_number=case.number,
        person=appointment.person,
        address=address_of(case),
        delivery=procedure_of(unit, case).delivery_of(case.answers),
        answers=case.answers,
    )
