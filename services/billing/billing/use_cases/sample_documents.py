"""What a town's documents of a day look like, told about Erika Mustermann; nobody owes anything for them."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from billing.domain.catalogue_part import in_force
from billing.domain.charge import Addressee, Charge
from billing.domain.notice import Notice
from billing.domain.references import references
from billing.domain.section import BillingSection
from billing.domain.tariff import tariff_in_force
from billing.use_cases.document_content import LetterContent, NoticeContent
from billing.use_cases.letter_content import cancellation_content, reminder_content
from billing.use_cases.notice_content import notice_content
from chassis.tenancy import Tenant

_NOBODY = UUID(int=0)


def sample_documents(tenant: Tenant, section: BillingSection, day: date) -> dict[str, NoticeContent | LetterContent]:
    """Return the notice, cancellation and reminder of a day by kind; what the town has no rules for is left out."""
    charge = sample_charge(tenant, section, day)
    if charge is None:
        return {}
    notice = sample_notice(charge, section, day)
    found: dict[str, NoticeContent | LetterContent] = {
        "notice": notice_content(tenant, section, charge, notice),
        "cancellation": cancellation_content(tenant, section, charge, notice, number="MUSTER-S", dated=day),
    }
    if rules := in_force(section.dunning, day):
        found["reminder"] = reminder_content(
            tenant,
            section,
            rules,
            charge,
            notice,
            number="MUSTER-M",
            dated=day,
            arrears=charge.amount,
            fee=rules.fee_least,
            surcharge=0,
            pay_until=day + timedelta(days=rules.payment_days),
        )
    return found


def sample_charge(tenant: Tenant, section: BillingSection, day: date) -> Charge | None:
    """Return what Erika Mustermann would owe for the first procedure that costs something; None where none does."""
    tariff, place = tariff_in_force(section.tariffs, day), tenant.address
    fee = next((fee for fee in tariff.fees if fee.amount), None) if tariff else None
    if fee is None:
        return None
    return Charge(
        id=_NOBODY,
        case_id=_NOBODY,
        appointment_id=_NOBODY,
        case_number="MUSTER",
        procedure=fee.procedure,
        procedure_name=fee.procedure.capitalize(),
        delivery=fee.deliveries[0],
        amount=fee.amount,
        federation_share=fee.federation_share,
        legal_basis=fee.legal_basis,
        explanation=fee.explanation,
        addressee=Addressee(
            "Erika", "Mustermann", "Musterstraße 1", place.postal_code, place.city, "erika@example.org"
        ),
        assessed_at=datetime.combine(day, time(12), tenant.zone),
        channel="post",
    )


def sample_notice(charge: Charge, section: BillingSection, day: date) -> Notice:
    """Return the notice of that."""
    terms = section.notice
    names = references(terms.number_prefix, terms.reference_prefix, day.year, 0)
    return Notice(
        id=_NOBODY,
        charge_id=charge.id,
        case_id=charge.case_id,
        appointment_id=charge.appointment_id,
        year=day.year,
        serial=0,
        number=names.number,
        kassenzeichen=names.kassenzeichen,
        rf=names.rf,
        channel="post",
        amount=charge.amount,
        dated=day,
        due=day + timedelta(days=terms.payment_days),
        numbered_at=charge.assessed_at,
    )
