"""What stands on a fee notice, as text (§ 37 VwVfG: authority, reasons; § 37 Abs. 6: legal remedy)."""

from datetime import date

from stdnum import iban, iso11649

from billing.domain.charge import Charge
from billing.domain.money import decimal, euros
from billing.domain.notice import Notice
from billing.domain.section import NoticeTerms
from billing.domain.tariff import DELIVERIES_IN_WORDS
from billing.use_cases.outside import NoticeContent
from chassis.tenancy import Address, Tenant

_MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
)


def notice_content(tenant: Tenant, terms: NoticeTerms, charge: Charge, notice: Notice) -> NoticeContent:
    """Put together everything on the notice of a charge."""
    to, contact = charge.addressee, terms.contact
    dated = long_date(notice.dated)
    place = tenant.address
    words = DELIVERIES_IN_WORDS[charge.delivery] if charge.delivery in ("download", "post") else ""
    postal = (to.street, f"{to.postal_code} {to.city}") if "post" in to.channels else (to.email or "",)
    return NoticeContent(
        authority=tenant.authority,
        sender=f"{tenant.authority} · {place.street} · {place.postal_code} {place.city}",
        colour=tenant.brand.primary,
        recipient=(to.name, *postal),
        number=notice.number,
        case_number=charge.case_number,
        kassenzeichen=notice.kassenzeichen,
        rf=str(iso11649.format(notice.rf)),
        place=place.city,
        dated=dated,
        due=f"{notice.due:%d.%m.%Y}",
        contact=(contact.department, f"Telefon {contact.phone}", contact.email, contact.hours),
        procedure=f"{charge.procedure_name} ({words})" if words else charge.procedure_name,
        legal_basis=charge.legal_basis,
        explanation=charge.explanation,
        amount=euros(notice.amount),
        amount_decimal=decimal(notice.amount),
        ruling=terms.ruling,
        default=terms.default,
        remedy=terms.remedy,
        closing=terms.closing,
        bank_holder=terms.bank.holder,
        bank_name=terms.bank.bank,
        iban=str(iban.compact(terms.bank.iban)),
        iban_spaced=str(iban.format(terms.bank.iban)),
        bic=terms.bank.bic,
        tax_note=terms.tax_note,
        dated_on=notice.dated,
        due_on=notice.due,
        phone=contact.phone,
        authority_id=tenant.key,
        authority_address=place,
        recipient_address=(
            Address(street=to.street, postal_code=to.postal_code, city=to.city) if "post" in to.channels else None
        ),
    )


def long_date(day: date) -> str:
    """Write a day as letters do: `24. November 2026`."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"
