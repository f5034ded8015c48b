"""Specimens of a town's letters, from its entry and its catalogue alone: what people will hold in their hands.

Each is made by the same code as the real one, about Erika Mustermann, and sealed by a key that nobody trusts.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from billing.adapters.pdf import render as render_notice
from billing.adapters.pdf import render_letter
from billing.domain.section import BillingSection
from billing.use_cases.document_content import NoticeContent
from billing.use_cases.sample_documents import sample_documents
from chassis.documents.seal import SealKey
from chassis.tenancy import Tenant
from contracts.parts import VerifiedPerson
from fulfilment.adapters.certificate_pdf import render as render_certificate
from fulfilment.domain.certificate import CertificateText, certificate_lines
from fulfilment.domain.form import FormField
from fulfilment.domain.section import FulfilmentSection, Procedure
from local.seal import make_seal

FONTS = Path(__file__).parents[1] / "libs/chassis/node_modules/@kern-ux/native/dist/fonts/fira-sans"
ERIKA = VerifiedPerson(given_names="Erika", family_name="Mustermann", birth_date=date(1964, 8, 12))
SEAL = SealKey(*make_seal())


def specimens(town: Tenant, sections: Mapping[str, object], today: date) -> Iterator[tuple[str, bytes]]:
    """Yield the file name and the PDF of each letter that this town will send."""
    billing, fulfilment = sections["billing"], sections["fulfilment"]
    if isinstance(billing, BillingSection):
        yield from _of_billing(town, billing, today)
    if isinstance(fulfilment, FulfilmentSection):
        for procedure in map(fulfilment.procedure, fulfilment.procedures):
            if procedure.certificate:
                text = _certificate(procedure, today)
                yield f"{procedure.key}.pdf", render_certificate(text, town, None, str(FONTS), SEAL)


def _of_billing(town: Tenant, section: BillingSection, today: date) -> Iterator[tuple[str, bytes]]:
    for kind, content in sample_documents(town, section, today).items():
        if isinstance(content, NoticeContent):
            yield f"{kind}.pdf", render_notice(content, FONTS, SEAL)
        else:
            yield f"{kind}.pdf", render_letter(content, FONTS, SEAL)


def _certificate(procedure: Procedure, today: date) -> CertificateText:
    plan = procedure.certificate
    assert plan is not None  # noqa: S101 - its caller has looked
    answers = {name: _answer(field, today) for field in procedure.form for name in field.inputs}
    return CertificateText(
        number="MUSTER",
        title=plan.title,
        legal_basis=plan.legal_basis,
        sentence=plan.sentence,
        lines=certificate_lines(procedure, ERIKA, answers, today),
        closing=plan.closing,
        code="0" * 16,
        issued_on=today,
    )


def _answer(field: FormField, today: date) -> str:
    if field.options:
        return field.options[0].value
    return today.isoformat() if field.kind == "date" else "Muster"
