"""What stands on a reminder and on a cancellation, as text; German, since the official language is (§ 23 VwVfG)."""

from datetime import date

from stdnum import iban, iso11649

from billing.domain.charge import Charge
from billing.domain.dunning import Dunning
from billing.domain.money import decimal, euros
from billing.domain.notice import Notice
from billing.domain.section import NoticeTerms
from billing.use_cases.notice_content import long_date
from billing.use_cases.outside import LetterContent, LetterPayment
from chassis.tenancy import Tenant


def reminder_content(  # noqa: PLR0913 - what stands on it
    tenant: Tenant,
    terms: NoticeTerms,
    rules: Dunning,
    charge: Charge,
    notice: Notice,
    *,
    number: str,
    dated: date,
    arrears: int,
    fee: int,
    surcharge: int,
    pay_until: date,
) -> LetterContent:
    """Say what is overdue, what the reminder costs, and until when all of it is to be paid."""
    total = arrears + fee + surcharge
    what = f"Gebührenbescheid {notice.number} vom {notice.dated:%d.%m.%Y}, fällig am {notice.due:%d.%m.%Y}"
    every = ((what, arrears), ("Mahngebühr", fee), ("Säumniszuschlag", surcharge))
    lines = [(label, amount) for label, amount in every if amount]
    return _letter(
        tenant,
        terms,
        charge,
        number=number,
        dated=dated,
        title="Mahnung",
        facts=(("Mahnung-Nr.", number), ("Kassenzeichen", notice.kassenzeichen)),
        paragraphs=(
            (
                "die folgende Gebühr ist fällig, und wir haben noch keine oder nicht die ganze Zahlung erhalten. "
                f"Bitte zahlen Sie bis zum {pay_until:%d.%m.%Y}. Haben Sie inzwischen gezahlt, ist nichts zu tun."
            ),
        ),
        lines=tuple((label, euros(amount)) for label, amount in lines),
        total=(f"Zu zahlen bis zum {pay_until:%d.%m.%Y}", euros(total)),
        payment=LetterPayment(
            holder=terms.bank.holder,
            iban=str(iban.compact(terms.bank.iban)),
            iban_spaced=str(iban.format(terms.bank.iban)),
            bic=terms.bank.bic,
            bank=terms.bank.bank,
            rf=str(iso11649.format(notice.rf)),
            amount=euros(total),
            amount_decimal=decimal(total),
        ),
        closing=(rules.text, f"Grundlage: {rules.legal_basis}."),
    )


def cancellation_content(  # noqa: PLR0913 - what stands on it
    tenant: Tenant, terms: NoticeTerms, charge: Charge, notice: Notice, *, number: str, dated: date
) -> LetterContent:
    """Say that a notice is cancelled and nothing is owed for it any more."""
    return _letter(
        tenant,
        terms,
        charge,
        number=number,
        dated=dated,
        title="Aufhebung eines Gebührenbescheids",
        facts=(("Storno-Nr.", number), ("Aufgehoben", notice.number), ("Kassenzeichen", notice.kassenzeichen)),
        paragraphs=(
            (
                f"Ihr Vorgang wird nicht weitergeführt. Wir heben den Gebührenbescheid {notice.number} vom "
                f"{notice.dated:%d.%m.%Y} auf. Sie müssen dafür nichts mehr zahlen."
            ),
        ),
        lines=((f"{charge.procedure_name}, Gebührenbescheid {notice.number}", euros(-notice.amount)),),
        total=("Aufgehoben", euros(-notice.amount)),
        payment=None,
        closing=("Haben Sie schon gezahlt, erstatten wir Ihnen den Betrag.", terms.closing),
    )


def _letter(  # noqa: PLR0913 - the parts of a letter
    tenant: Tenant,
    terms: NoticeTerms,
    charge: Charge,
    *,
    number: str,
    dated: date,
    title: str,
    facts: tuple[tuple[str, str], ...],
    paragraphs: tuple[str, ...],
    lines: tuple[tuple[str, str], ...],
    total: tuple[str, str],
    payment: LetterPayment | None,
    closing: tuple[str, ...],
) -> LetterContent:
    to, contact, place = charge.addressee, terms.contact, tenant.address
    postal = (to.street, f"{to.postal_code} {to.city}") if "post" in to.channels else (to.email or "",)
    return LetterContent(
        authority=tenant.authority,
        sender=f"{tenant.authority} · {place.street} · {place.postal_code} {place.city}",
        colour=tenant.brand.primary,
        place=place.city,
        recipient=(to.name, *postal),
        number=number,
        title=title,
        about=f"{charge.procedure_name}, Vorgang {charge.case_number}",
        facts=(("Unser Zeichen", charge.case_number), *facts),
        contact=(contact.department, f"Telefon {contact.phone}", contact.email, contact.hours),
        dated=long_date(dated),
        paragraphs=paragraphs,
        lines=lines,
        total=total,
        payment=payment,
        closing=closing,
    )
