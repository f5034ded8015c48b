"""What goes to the authority about a case: one message, however often it is sent."""

from uuid import UUID, uuid5

from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import applicant_of, procedure_of
from fulfilment.use_cases.open_task import open_task
from fulfilment.use_cases.outside import RegisterRequest
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.submit_case import address_of


def message_id(case_id: UUID) -> UUID:
    """Return the id of a case's one message; it follows from the case, so a repetition is the same message."""
    return uuid5(case_id, "register")


def request_of(unit: FulfilmentUnit, case: Case) -> RegisterRequest:
    """Return the request, with what the authority needs and nothing else."""
    procedure = procedure_of(unit, case)
    appointment = applicant_of(unit, case)
    if procedure.register_plan is None or appointment.person is None:
        raise LookupError(f"case {case.id} has no authority to go to, or nobody who asks")
    return RegisterRequest(
        message_id=message_id(case.id),
        tenant=unit.tenant.key,
        authority=procedure.register_plan.authority,
        product=procedure.register_plan.product,
        case_number=case.number,
        person=procedure.register_plan.person_for(appointment.person, case.answers),
        applicant=appointment.person,
        address=address_of(case),
        delivery=procedure.delivery_of(case.answers),
        answers=case.answers,
        kind=procedure.register_plan.kind_for(case.answers),
        way=procedure.register_plan.way,
    )


def request_or_task(unit: FulfilmentUnit, case: Case) -> RegisterRequest | None:
    """Return the request; where the check was revoked meanwhile nobody asks any more, so that people look at it."""
    if applicant_of(unit, case).person is not None:
        return request_of(unit, case)
    open_task(unit, case, "no_answer")
    return None
