"""What every document of a town has in common, by the letterhead of its day."""

from datetime import date

from stdnum import iban, iso11649

from billing.domain.catalogue_part import in_force
from billing.domain.charge import Addressee
from billing.domain.letterhead import Letterhead
from billing.domain.money import decimal, euros
from billing.domain.section import BankAccount, BillingSection
from billing.use_cases.document_content import DocumentPayment
from billing.use_cases.texts import mail_texts
from chassis.languages.catalogues import GERMAN, direction
from chassis.tenancy import Tenant

_MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
)


def letterhead_of(section: BillingSection, day: date) -> Letterhead:
    """Return the town's template of a day; one without words of its own if there is none."""
    return in_force(section.letterheads, day) or Letterhead(valid_from=day)


def head(tenant: Tenant, section: BillingSection, to: Addressee, dated: date) -> dict[str, str | tuple[str, ...]]:
    """Return the fields of `DocumentHead` apart from number and title."""
    look, place, contact = letterhead_of(section, dated), tenant.address, section.notice.contact
    postal = (to.street, f"{to.postal_code} {to.city}") if "post" in to.channels else (to.email or "",)
    authority = look.authority or tenant.authority
    return {
        "authority": authority,
        "sender": look.sender or f"{authority} · {place.street} · {place.postal_code} {place.city}",
        "colour": look.colour or tenant.brand.primary,
        "arms": look.arms,
        "salutation": look.salutation.format(name=to.name),
        "place": place.city,
        "recipient": (to.name, *postal),
        **_help(to, contact.phone),
        "contact": (contact.department, f"Telefon {contact.phone}", contact.email, contact.hours),
        "dated": long_date(dated),
    }


def _help(to: Addressee, phone: str) -> dict[str, str | tuple[str, ...]]:
    """Return the paragraph for whoever reads another language; the documents' font writes from the left alone."""
    words = mail_texts().into(to.mail_language)
    if words.language == GERMAN or direction(words.language) == "rtl":
        return {}
    text = words.text(
        "Dieses Schreiben ist auf Deutsch, denn nur der deutsche Text ist rechtlich verbindlich (§ 23 VwVfG). "
        "Haben Sie Fragen dazu? Wir helfen Ihnen gern: Telefon %(phone)s.",
        phone=phone,
    )
    return {"help": text, "help_language": words.language}


def payment_to(bank: BankAccount, rf: str, amount: int) -> DocumentPayment:
    """Return how an amount is paid to the town's account under a reference."""
    return DocumentPayment(
        holder=bank.holder,
        iban=str(iban.compact(bank.iban)),
        iban_spaced=str(iban.format(bank.iban)),
        bic=bank.bic,
        bank=bank.bank,
        rf=str(iso11649.format(rf)),
        amount=euros(amount),
        amount_decimal=decimal(amount),
    )


def long_date(day: date) -> str:
    """Write a day as letters do: `24. November 2026`."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"
