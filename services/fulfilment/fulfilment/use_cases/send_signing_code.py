"""Sends the one-time code with which the citizen confirms a text by a second channel."""

from uuid import UUID, uuid4

from chassis.mail.message import Mail
from chassis.one_time_code import VALID, as_written
from fulfilment.domain.errors import NotAllowed
from fulfilment.use_cases.advance_case import procedure_of
from fulfilment.use_cases.judge_guards import signing_plan
from fulfilment.use_cases.outside import MailTexts
from fulfilment.use_cases.ports import FulfilmentUnit

PURPOSE = "sign"


def send_signing_code(unit: FulfilmentUnit, texts: MailTexts, case_id: UUID) -> None:
    """Mail a new code, which replaces an older one.

    Raises:
        NotAllowed: nothing is to be confirmed by a code now.
        TooManyCodes: it was sent often enough.
    """
    case = unit.cases.lock(case_id)
    appointment = unit.appointments.find(case.appointment_id)
    if case.state != "prepared" or appointment is None or appointment.contact.email is None:
        raise NotAllowed(case.state, "send_signing_code", "citizen")
    if not signing_plan(procedure_of(unit, case), appointment, case).code:
        raise NotAllowed(case.state, "send_signing_code", "citizen")
    code = unit.codes.issue(PURPOSE, case_id)
    minutes = int(VALID.total_seconds() // 60)
    subject, text = texts(
        "signing-code",
        unit,
        appointment.contact.mail_language,
        case=case,
        names=appointment.names,
        code=as_written(code),
        minutes=minutes,
    )
    unit.send(Mail(f"signing-code:{case_id}:{uuid4()}", appointment.contact.email, subject, text))
