"""Makes the town's certificate once the fee is arranged."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from chassis.unit import Work
from contracts.fulfilment import CaseIssued
from fulfilment.domain.case import Case
from fulfilment.domain.certificate import (
    Certificate,
    CertificateText,
    Enclosure,
    certificate_id,
    certificate_lines,
    new_code,
)
from fulfilment.use_cases.advance_case import ISSUE, POST, advance, applicant_of, procedure_of
from fulfilment.use_cases.dispatch_certificate import addressee_of, dispatch
from fulfilment.use_cases.outside import Outside
from fulfilment.use_cases.ports import FulfilmentUnit


def issue_certificate(work: Work[FulfilmentUnit], outside: Outside, case_id: UUID) -> None:
    """Write the text, press the file outside any transaction, store both, and send it on its way."""
    with work() as unit:
        case = unit.cases.get(case_id)
        if case.state != "settled":
            return
        town = unit.tenant
        text = _text(unit, case)
        addressee = addressee_of(unit, case) if _by_post(unit, case) else None
    content = outside.press(text, town, addressee)
    with work() as unit:
        case = unit.cases.lock(case_id)
        if case.state != "settled":
            return
        _store(unit, case, text, content)


def _text(unit: FulfilmentUnit, case: Case) -> CertificateText:
    procedure = procedure_of(unit, case)
    appointment, plan = applicant_of(unit, case), procedure.certificate
    if plan is None or appointment.person is None:
        raise LookupError(f"case {case.id} was settled without a person or a plan for its certificate")
    submitted = next(
        step.at
        for step in reversed(unit.steps.of(case.appointment_id))
        if step.case_id == case.id and step.event == "submit"
    )
    zone = unit.tenant.zone
    return CertificateText(
        number=case.number,
        title=plan.title,
        legal_basis=plan.legal_basis,
        sentence=plan.sentence,
        lines=certificate_lines(procedure, appointment.person, case.answers, submitted.astimezone(zone).date()),
        closing=plan.closing,
        code=new_code(),
        issued_on=unit.clock().astimezone(zone).date(),
        enclosures=tuple(_enclosures(unit, case, plan.encloses)),
        stamp=plan.stamp,
    )


def _enclosures(unit: FulfilmentUnit, case: Case, plan: str) -> Iterator[Enclosure]:
    for document in unit.documents.of(case.appointment_id):
        if (document.case_id, document.plan) == (case.id, plan):
            yield Enclosure(document.name, document.media_type, unit.documents.content(document.id))


def _by_post(unit: FulfilmentUnit, case: Case) -> bool:
    return procedure_of(unit, case).delivery_of(case.answers) == "post"


def _store(unit: FulfilmentUnit, case: Case, text: CertificateText, content: bytes) -> None:
    now = unit.clock()
    certificate = Certificate(
        id=certificate_id(case.id),
        case_id=case.id,
        appointment_id=case.appointment_id,
        title=text.title,
        code=text.code,
        sha256=hashlib.sha256(content).hexdigest(),
        issued_at=now,
    )
    unit.certificates.add(certificate, content)
    issued = advance(unit, case, "issue", "system", certificate.sha256)
    unit.record(
        CaseIssued(case_id=case.id, appointment_id=case.appointment_id, certificate_id=certificate.id, issued_at=now)
    )
    unit.unschedule(ISSUE, case.id)
    if _by_post(unit, case):
        unit.schedule(POST, case.id, now)
    else:
        dispatch(unit, issued)
