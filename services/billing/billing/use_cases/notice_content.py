"""What stands on a fee notice, as text (§ 37 VwVfG: authority, reasons; § 37 Abs. 6: legal remedy)."""

from typing import Any

from billing.domain.charge import Charge
from billing.domain.notice import Notice
from billing.domain.section import BillingSection
from billing.domain.tariff import DELIVERIES_IN_WORDS
from billing.use_cases.document_content import NoticeContent
from billing.use_cases.document_head import head, letterhead_of, payment_to
from chassis.tenancy import Address, Tenant


def notice_content(tenant: Tenant, section: BillingSection, charge: Charge, notice: Notice) -> NoticeContent:
    """Put together everything on the notice of a charge, by the letterhead of its date."""
    to, terms, look = charge.addressee, section.notice, letterhead_of(section, notice.dated)
    words = DELIVERIES_IN_WORDS[charge.delivery] if charge.delivery in ("download", "post") else ""
    every: dict[str, Any] = head(tenant, section, to, notice.dated)
    return NoticeContent(
        **every,
        number=notice.number,
        title="Gebührenbescheid",
        case_number=charge.case_number,
        kassenzeichen=notice.kassenzeichen,
        due=f"{notice.due:%d.%m.%Y}",
        procedure=f"{charge.procedure_name} ({words})" if words else charge.procedure_name,
        legal_basis=charge.legal_basis,
        explanation=charge.explanation,
        ruling=look.ruling or terms.ruling,
        default=look.default or terms.default,
        remedy=look.remedy or terms.remedy,
        closing=look.closing or terms.closing,
        payment=payment_to(terms.bank, notice.rf, notice.amount),
        tax_note=terms.tax_note,
        dated_on=notice.dated,
        due_on=notice.due,
        phone=terms.contact.phone,
        authority_id=tenant.key,
        authority_address=tenant.address,
        recipient_address=(
            Address(street=to.street, postal_code=to.postal_code, city=to.city) if "post" in to.channels else None
        ),
    )
