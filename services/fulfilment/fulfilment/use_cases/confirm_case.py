"""Records the citizen's word that the shown text is right."""

from uuid import UUID

from chassis.one_time_code import Answer
from chassis.unit import TooEarly
from fulfilment.domain.case import Confirmation
from fulfilment.domain.errors import SignatureMissing, StatementChanged
from fulfilment.domain.signature import Signature, Signing, SigningPlan
from fulfilment.use_cases.advance_case import advance, procedure_of
from fulfilment.use_cases.judge_guards import signing_plan
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.send_signing_code import PURPOSE
from fulfilment.use_cases.submit_case import submit_if_ready

NOTHING = Signing()


def confirm_case(
    unit: FulfilmentUnit, appointment_id: UUID, case_id: UUID, digest: str, given: Signing = NOTHING
) -> Answer:
    """Keep SHA-256 and time of the confirmed text, and submit if the identity is known already.

    Returns `RIGHT`, or what is wrong with the code: then nothing is confirmed, but the try counts.

    Raises:
        StatementChanged: when the text has changed since it was shown.
        SignatureMissing: when the procedure asks for a signature, and there is none.
    """
    appointment = unit.appointments.lock(appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {appointment_id} is not known yet")
    case = unit.cases.lock(case_id)
    if case.confirmation is not None and case.confirmation.digest == digest:
        return Answer.RIGHT
    if case.statement is None or case.statement.digest != digest:
        raise StatementChanged
    plan = signing_plan(procedure_of(unit, case), appointment, case)
    answer = _judged(unit, plan, case_id, given)
    if answer is not Answer.RIGHT:
        return answer
    if plan.is_more_than_a_click:
        told = (given.typed_name if given.image is None else "", given.image, plan.code)
        unit.signatures.keep(Signature(case_id, appointment_id, digest, unit.clock(), *told))
    confirmation = Confirmation(digest, unit.clock())
    confirmed = advance(unit, case, "confirm", "citizen", digest, confirmation=confirmation)
    submit_if_ready(unit, confirmed, appointment)
    return Answer.RIGHT


def _judged(unit: FulfilmentUnit, plan: SigningPlan, case_id: UUID, given: Signing) -> Answer:
    """Return whether the code is right where one is asked; a missing signature costs no try."""
    if plan.signature == "drawn" and not given.is_signed:
        raise SignatureMissing
    return unit.codes.check(PURPOSE, case_id, given.code) if plan.code else Answer.RIGHT
