"""Reads one entry of a bank statement: one transaction, or several that were booked together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree

from billing.domain.errors import StatementRefused
from billing.domain.statement import Transaction

CURRENCY = "EUR"
_AMOUNT = re.compile(r"[+-]?\d{1,13}(\.\d{0,5})?", re.ASCII)
_RETURNS = ("RRTN", "UPCT", "RPCR", "ARET")
"""Sub-families of the bank transaction code that give money back."""


@dataclass(frozen=True)
class Details:
    """One transaction, and what makes two reports of it the same."""

    transaction: Transaction
    same: str

    @property
    def amount(self) -> int:
        """Cents, positive when money came."""
        return self.transaction.amount


def details_of(entry: etree._Element) -> Iterator[Details]:
    """Yield the transactions of an entry; raises `StatementRefused` if they do not make its amount."""
    amount = _signed(entry, entry)
    parts = entry.findall("{*}NtryDtls/{*}TxDtls")
    if len(parts) <= 1:
        yield _details(entry, parts[0] if parts else entry, amount)
        return
    found = [_details(entry, part, _signed(part, entry)) for part in parts]
    if sum(one.amount for one in found) != amount:
        raise StatementRefused("details", f"the parts of an entry do not make its amount of {amount} cents")
    yield from found


def _signed(element: etree._Element, entry: etree._Element) -> int:
    amount = element.find("{*}Amt")
    if amount is None:
        raise StatementRefused("details", "a part of an entry has no amount")
    if amount.get("Ccy") != CURRENCY:
        raise StatementRefused("currency", "an entry is not in euros")
    way = element.findtext("{*}CdtDbtInd") or entry.findtext("{*}CdtDbtInd")
    return cents_of(amount.text) * (-1 if way == "DBIT" else 1)


def _details(entry: etree._Element, part: etree._Element, amount: int) -> Details:
    booked = day_of(entry.find("{*}BookgDt")) or day_of(entry.find("{*}ValDt"))
    if booked is None:
        raise StatementRefused("format", "an entry has no day")
    other = "Dbtr" if amount > 0 else "Cdtr"
    name = part.findtext(f"{{*}}RltdPties/{{*}}{other}/{{*}}Pty/{{*}}Nm") or ""
    counter = part.findtext(f"{{*}}RltdPties/{{*}}{other}Acct/{{*}}Id/{{*}}IBAN") or ""
    text = "\n".join(told.text or "" for told in part.findall("{*}RmtInf/{*}Ustrd"))
    references = tuple(told.text or "" for told in part.findall("{*}RmtInf/{*}Strd/{*}CdtrRefInf/{*}Ref"))
    end_to_end = part.findtext("{*}Refs/{*}EndToEndId") or ""
    bank = part.findtext("{*}Refs/{*}AcctSvcrRef") or entry.findtext("{*}AcctSvcrRef") or ""
    transaction = Transaction(
        iban="",
        key="",
        booked_on=booked,
        value_on=day_of(entry.find("{*}ValDt")) or booked,
        amount=amount,
        name=name,
        counter_iban=counter,
        text=text or entry.findtext("{*}AddtlNtryInf") or "",
        references=references,
        end_to_end="" if end_to_end == "NOTPROVIDED" else end_to_end,
        returned=_is_return(entry, part),
    )
    days = "" if bank else f"{booked}|{transaction.value_on}|{name}"
    said = (bank, days, str(amount), counter, end_to_end, text, *references)
    return Details(transaction, "|".join(said))


def _is_return(entry: etree._Element, part: etree._Element) -> bool:
    code = entry.findtext("{*}BkTxCd/{*}Domn/{*}Fmly/{*}SubFmlyCd")
    reversal = entry.findtext("{*}RvslInd") == "true"
    return reversal or code in _RETURNS or part.find("{*}RtrInf") is not None


def cents_of(text: str | None) -> int:
    """Read an amount without ever passing through a float.

    Decimal alone would take `NaN`, `Infinity` and `1E+99999` as well, which no bank writes (ISO 20022: 18 digits).
    """
    if not _AMOUNT.fullmatch((text or "").strip()):
        raise StatementRefused("format", "an amount is no number")
    cents = Decimal((text or "").strip()) * 100
    if cents != int(cents):
        raise StatementRefused("format", "an amount has parts of a cent")
    return int(cents)


def day_of(element: etree._Element | None) -> date | None:
    """Read a day that is written as a day or as a moment."""
    text = None if element is None else element.findtext("{*}Dt") or element.findtext("{*}DtTm")
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError as error:
        raise StatementRefused("format", "a day is none") from error
