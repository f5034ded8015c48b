"""What stands on a reminder and on a cancellation, as text; German, since the official language is (§ 23 VwVfG)."""

from datetime import date
from typing import Any

from billing.domain.charge import Charge
from billing.domain.dunning import Dunning
from billing.domain.money import euros
from billing.domain.notice import Notice
from billing.domain.section import BillingSection
from billing.use_cases.document_content import LetterContent
from billing.use_cases.document_head import head, letterhead_of, payment_to
from chassis.tenancy import Tenant


def reminder_content(  # noqa: PLR0913 - what stands on it
    tenant: Tenant,
    section: BillingSection,
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
    lines = ((what, arrears), ("Mahngebühr", fee), ("Säumniszuschlag", surcharge))
    every: dict[str, Any] = head(tenant, section, charge.addressee, dated)
    return LetterContent(
        **every,
        number=number,
        title="Mahnung",
        about=_about(charge),
        facts=(
            ("Unser Zeichen", charge.case_number),
            ("Mahnung-Nr.", number),
            ("Kassenzeichen", notice.kassenzeichen),
        ),
        paragraphs=(letterhead_of(section, dated).reminder,),
        lines=tuple((label, euros(amount)) for label, amount in lines if amount),
        total=(f"Zu zahlen bis zum {pay_until:%d.%m.%Y}", euros(total)),
        payment=payment_to(section.notice.bank, notice.rf, total),
        closing=(rules.text, f"Grundlage: {rules.legal_basis}."),
    )


def cancellation_content(  # noqa: PLR0913 - what stands on it
    tenant: Tenant, section: BillingSection, charge: Charge, notice: Notice, *, number: str, dated: date
) -> LetterContent:
    """Say that a notice is cancelled and nothing is owed for it any more."""
    look = letterhead_of(section, dated)
    what = f"{charge.procedure_name}, Gebührenbescheid {notice.number} vom {notice.dated:%d.%m.%Y}"
    every: dict[str, Any] = head(tenant, section, charge.addressee, dated)
    return LetterContent(
        **every,
        number=number,
        title="Aufhebung eines Gebührenbescheids",
        about=_about(charge),
        facts=(
            ("Unser Zeichen", charge.case_number),
            ("Storno-Nr.", number),
            ("Aufgehoben", notice.number),
            ("Kassenzeichen", notice.kassenzeichen),
        ),
        paragraphs=(look.exemption if charge.settlement == "free" else look.cancellation,),
        lines=((what, euros(-notice.amount)),),
        total=("Aufgehoben", euros(-notice.amount)),
        payment=None,
        closing=("Haben Sie schon gezahlt, erstatten wir Ihnen den Betrag.", look.closing or section.notice.closing),
    )


def _about(charge: Charge) -> str:
    return f"{charge.procedure_name}, Vorgang {charge.case_number}"
