"""Writes the few mails that a case is worth: submitted, ready or sent, withdrawn, failed."""

from uuid import UUID

from chassis.languages.catalogues import in_language
from chassis.mail.message import Mail
from chassis.unit import Work
from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import procedure_of
from fulfilment.use_cases.outside import Outside
from fulfilment.use_cases.ports import FulfilmentUnit


def inform_citizen(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID, kind: str) -> None:
    """Send one mail of that kind about the case, with the link to the tracker if that still opens."""
    with work() as unit:
        case = unit.cases.get(case_id)
        appointment = unit.appointments.find(case.appointment_id)
        if appointment is None or appointment.contact.email is None:
            return
        procedure = procedure_of(unit, case)
        subject, text = outside.mail_texts(
            kind,
            unit,
            appointment.contact.mail_language,
            case=case,
            procedure=procedure,
            names=appointment.corrected(case.correction).names,
            delivery=procedure.delivery_of(case.answers),
            link=_link(unit, outside, case, appointment.contact.mail_language),
            detail=_detail(unit, case),
        )
        unit.send(Mail(f"{kind}:{case.id}", appointment.contact.email, subject, text))


def _link(unit: FulfilmentUnit, outside: Outside, case: Case, language: str) -> str | None:
    """Return the tracker's link, in the language of the mail; its token is derived again and stored nowhere."""
    grant = unit.access.grant(case.appointment_id, "case")
    return (
        None
        if grant is None
        else unit.tenant.url(f"/vorgang/zugang/{outside.keys.token(grant)}{in_language(language)}")
    )


def _detail(unit: FulfilmentUnit, case: Case) -> str:
    """Return the authority's own words where it has refused."""
    failed = (step for step in unit.steps.of(case.appointment_id) if step.case_id == case.id and step.event == "fail")
    return next((step.detail for step in failed if case.reason == "rejected_by_authority"), "")
