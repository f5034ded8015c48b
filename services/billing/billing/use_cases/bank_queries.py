"""What the cashier sees of the bank: files, statements, and what needs a person, with suggestions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize
from uuid import UUID

from billing.domain.charge import Charge
from billing.domain.matching import clues_of_text
from billing.domain.notice import Notice
from billing.domain.receipt import Receipt
from billing.domain.refund import Refund
from billing.use_cases.bank import StatementFile, StatementLine
from billing.use_cases.ports import BillingUnit
from billing.use_cases.refund_transfer import credit_of, refundable

NEWEST = 50
AT_ONCE = 50
MOST_SUGGESTIONS = 5
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


@dataclass(frozen=True)
class ToNote:
    """A transaction that needs a person, and the claims it might be for."""

    receipt: Receipt
    charge: Charge | None
    suggestions: tuple[tuple[Notice, Charge], ...]


@dataclass(frozen=True)
class BankPage:
    """Everything about the bank's files on one page."""

    files: tuple[StatementFile, ...]
    lines: tuple[StatementLine, ...]
    to_note: tuple[ToNote, ...]

    @property
    def booking(self) -> bool:
        """Tell whether a file is being booked right now."""
        return _any_unfinished(self.files)


def booking(unit: BillingUnit) -> bool:
    """Tell whether a file is being booked right now, so that what has been paid may not be known yet."""
    return _any_unfinished(unit.bank.files(NEWEST))


def _any_unfinished(files: Iterable[StatementFile]) -> bool:
    return any(file.finished_at is None for file in files)


def bank_page(unit: BillingUnit) -> BankPage:
    """Return the newest files and statements, and the work list."""
    waiting = unit.bank.to_note(AT_ONCE)
    unpaid = unit.notices.unpaid_of({receipt.amount for receipt in waiting if receipt.charge_id is None})
    open_claims = [(notice, charge) for notice in unpaid if (charge := unit.charges.peek(notice.charge_id))]
    return BankPage(
        tuple(unit.bank.files(NEWEST)),
        tuple(unit.bank.lines(NEWEST)),
        tuple(_to_note(unit, receipt, open_claims) for receipt in waiting),
    )


def _to_note(unit: BillingUnit, receipt: Receipt, open_claims: list[tuple[Notice, Charge]]) -> ToNote:
    charge = unit.charges.peek(receipt.charge_id) if receipt.charge_id else None
    fitting = [
        (notice, claim)
        for notice, claim in open_claims
        if receipt.charge_id is None and notice.amount == receipt.amount and same_person(receipt.name, claim)
    ]
    return ToNote(receipt, charge, tuple(fitting[:MOST_SUGGESTIONS]))


@dataclass(frozen=True)
class RefundPage:
    """Credit that can go back to where it came from, what is under way, and the files for the bank."""

    credits: tuple[tuple[Receipt, Charge, int], ...]
    open: tuple[Refund, ...]
    files: tuple[tuple[UUID, datetime], ...]
    stuck: tuple[tuple[Charge, int], ...]
    """Credit of which no transaction of the bank tells where it could go back to."""


def refund_page(unit: BillingUnit) -> RefundPage:
    """Return credit by each receipt of which something is left, newest first, proposals and files."""
    under_way = tuple(unit.refunds.open())
    credit = unit.ledger.credits(AT_ONCE)
    for refund in under_way:
        credit.pop(refund.charge_id, None)
    found = [
        (receipt, charge, left)
        for receipt in reversed(unit.bank.of_charges(list(credit)))
        if receipt.counter_iban
        and receipt.charge_id
        and (left := refundable(unit, receipt, receipt.charge_id)) > 0
        and (charge := unit.charges.peek(receipt.charge_id))
    ]
    paid_out = {charge.id for _receipt, charge, _left in found}
    stuck = [
        (charge, left)
        for charge_id in credit
        if charge_id not in paid_out
        and (left := credit_of(unit, charge_id)) > 0
        and (charge := unit.charges.peek(charge_id))
    ]
    return RefundPage(tuple(found), under_way, tuple(unit.refunds.files(NEWEST)), tuple(stuck))


def named_claim(unit: BillingUnit, text: str) -> UUID | None:
    """Return the charge whose notice a person names, written as it may be."""
    clues = clues_of_text(text, unit.catalogue.notice.reference_prefix)
    found = unit.notices.by_references(set(clues.rf), set(clues.kassenzeichen | clues.noise), set(clues.number))
    return found[0].charge_id if len(found) == 1 else None


def search_claims(unit: BillingUnit, text: str) -> list[Charge]:
    """Return the claims that a reference, a case number or the beginning of a family name names, newest first."""
    if not text:
        return []
    claim = named_claim(unit, text)
    charge = unit.charges.peek(claim) if claim else None
    return [charge] if charge else unit.charges.search(text, AT_ONCE)


def same_person(name: str, charge: Charge) -> bool:
    """Tell whether the bank's name holds the family name; a suggestion for a person, never a decision."""
    words = _plain(name).split()
    return all(word in words for word in _plain(charge.addressee.family_name).split())


def _plain(name: str) -> str:
    """Write a name as banks do: capitals, no hyphens, and no letter that telegrams did not have."""
    letters = normalize("NFKD", normalize("NFC", name).casefold().translate(_SPELT)).encode("ascii", "ignore").decode()
    return "".join(sign if sign.isalnum() else " " for sign in letters).upper()
