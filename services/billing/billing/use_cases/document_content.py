"""Everything that stands on a document, as text, so that the renderer decides nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.tenancy import Address


@dataclass(frozen=True, kw_only=True)
class DocumentPayment:
    """How what a document asks for is paid."""

    holder: str
    iban: str
    iban_spaced: str
    bic: str
    bank: str
    rf: str
    amount: str
    amount_decimal: str


@dataclass(frozen=True, kw_only=True)
class DocumentHead:
    """What every document has: whose it is, to whom, and how it looks."""

    authority: str
    sender: str
    colour: str
    place: str
    recipient: tuple[str, ...]
    contact: tuple[str, ...]
    dated: str
    number: str
    title: str
    arms: str = ""
    salutation: str = ""
    help: str = ""
    """What it is, in the language that the addressee reads; all else is German, which alone is binding."""
    help_language: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeContent(DocumentHead):
    """A fee notice (§ 37 VwVfG: authority, reasons; § 37 Abs. 6: legal remedy)."""

    case_number: str
    kassenzeichen: str
    due: str
    procedure: str
    legal_basis: str
    explanation: str
    ruling: str
    default: str
    remedy: str
    closing: str
    payment: DocumentPayment
    tax_note: str
    dated_on: date
    due_on: date
    phone: str
    authority_id: str
    authority_address: Address
    recipient_address: Address | None


@dataclass(frozen=True, kw_only=True)
class LetterContent(DocumentHead):
    """A letter that is no notice: a reminder, a cancellation."""

    about: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    total: tuple[str, str]
    payment: DocumentPayment | None
    closing: tuple[str, ...]

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "LetterContent":
        """Read what was kept as JSON when the number was taken."""
        payment = kept["payment"] and DocumentPayment(**kept["payment"])
        return cls(**{**kept, "payment": payment})
