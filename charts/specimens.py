"""Specimens of a town's letters, from its entry and its catalogue alone: what people will hold in their hands.

Each is made by the same code as the real one, about Erika Mustermann, and sealed by a key that nobody trusts.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from billing.adapters.pdf import render as render_notice
from billing.adapters.pdf import render_letter
from billing.domain.catalogue_part import in_force
from billing.domain.charge import Addressee, Charge
from billing.domain.notice import Notice
from billing.domain.references import references
from billing.domain.section import BillingSection, Fee
from billing.domain.tariff import tariff_in_force
from billing.use_cases.letter_content import cancellation_content, reminder_content
from billing.use_cases.notice_content import notice_content
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
    tariff = tariff_in_force(section.tariffs, today)
    fee = next((fee for fee in tariff.fees if fee.amount), None) if tariff else None
    if fee is None:
        return
    terms = section.notice
    charge = _charge(town, fee)
    notice = _notice(charge, section, today)
    yield "notice.pdf", render_notice(notice_content(town, terms, charge, notice), FONTS, SEAL)
    cancelled = cancellation_content(town, terms, charge, notice, number="MUSTER-S", dated=today)
    yield "cancellation.pdf", render_letter(cancelled, FONTS, SEAL)
    if rules := in_force(section.dunning, today):
        reminder = reminder_content(
            town,
            terms,
            rules,
            charge,
            notice,
            number="MUSTER-M",
            dated=today,
            arrears=charge.amount,
            fee=rules.fee_least,
            surcharge=0,
            pay_until=today + timedelta(days=rules.payment_days),
        )
        yield "reminder.pdf", render_letter(reminder, FONTS, SEAL)


def _charge(town: Tenant, fee: Fee) -> Charge:
    place = town.address
    return Charge(
        id=uuid4(),
        case_id=uuid4(),
        appointment_id=uuid4(),
        case_number="MUSTER",
        procedure=fee.procedure,
        procedure_name=fee.procedure.capitalize(),
        delivery=fee.deliveries[0],
        amount=fee.amount,
        federation_share=fee.federation_share,
        legal_basis=fee.legal_basis,
        explanation=fee.explanation,
        addressee=Addressee(
            ERIKA.given_names, ERIKA.family_name, "Musterstraße 1", place.postal_code, place.city, "erika@example.org"
        ),
        assessed_at=datetime.now(UTC),
        channel="post",
    )


def _notice(charge: Charge, section: BillingSection, today: date) -> Notice:
    terms = section.notice
    names = references(terms.number_prefix, terms.reference_prefix, today.year, 0)
    return Notice(
        id=uuid4(),
        charge_id=charge.id,
        case_id=charge.case_id,
        appointment_id=charge.appointment_id,
        year=today.year,
        serial=0,
        number=names.number,
        kassenzeichen=names.kassenzeichen,
        rf=names.rf,
        channel="post",
        amount=charge.amount,
        dated=today,
        due=today + timedelta(days=terms.payment_days),
        numbered_at=charge.assessed_at,
    )


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
