"""Reads bank statements: camt.053 and camt.054, version 001.08 (ISO 20022), as a stream with bounded memory.

Only booked entries in euros count. A statement is checked as a whole: opening balance and all entries make the closing
balance, and the details of an entry make its amount. Entities and document types are refused, since a statement has
none and an attack has.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from lxml import etree

from billing.adapters.camt_entries import CURRENCY, Details, cents_of, details_of
from billing.domain.errors import StatementRefused
from billing.domain.statement import Kind, Statement, Transaction

_NAMESPACES: dict[str, tuple[str, Kind]] = {
    "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08": ("Stmt", "statement"),
    "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08": ("Ntfctn", "notification"),
}
_CHUNK = 64 * 1024

_LONGEST_NUMBER = 9


class Source(Protocol):
    """Where the bytes come from."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""


def read_statements(source: Source) -> Iterator[Statement | Transaction]:
    """Yield each statement followed by its transactions.

    Raises:
        StatementRefused: `format`, `entities`, `currency`, `details`, `balance` or `not-xml`. What was yielded before
            belongs to a file that is refused: read to the end before anything is booked.
    """
    # The parser that is fed shows the document's type before it has read more than the first chunk.
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    reader = _Reader()
    try:
        while chunk := source.read(_CHUNK):
            parser.feed(chunk)
            yield from reader.take(parser)
        parser.close()
        yield from reader.take(parser)
    except etree.XMLSyntaxError as error:
        raise StatementRefused("entities" if "ntity" in str(error) else "not-xml", str(error)[:200]) from error
    if not reader.found:
        raise StatementRefused("format", "no statement in the file")


@dataclass
class _Reader:
    """Follows the events of one document."""

    found: bool = False
    _tag: str = ""
    _kind: Kind = "statement"
    _head: Statement | None = None
    _sum: int = 0
    _repeated: Counter[str] = field(default_factory=Counter)

    def take(self, parser: etree.XMLPullParser) -> Iterator[Statement | Transaction]:
        for event, element in parser.read_events():
            if event == "start":
                if element.getparent() is None:
                    self._open(element)
                continue
            name = etree.QName(element).localname
            if name == "Ntry":
                yield from self._entry(element)
            elif name == self._tag:
                yield from self._begin(element)
                self._finish()
                _forget(element)

    def _open(self, root: etree._Element) -> None:
        tree = root.getroottree()
        if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
            raise StatementRefused("entities", "the file has a document type")
        namespace = etree.QName(root).namespace or ""
        if namespace not in _NAMESPACES:
            raise StatementRefused("format", namespace[-40:] or "no namespace")
        self._tag, self._kind = _NAMESPACES[namespace]

    def _begin(self, statement: etree._Element) -> Iterator[Statement]:
        if self._head is not None:
            return
        self.found = True
        self._sum, self._repeated = 0, Counter()
        self._head = _head(statement, self._kind)
        yield self._head

    def _entry(self, entry: etree._Element) -> Iterator[Statement | Transaction]:
        parent = entry.getparent()
        if parent is None:
            return
        yield from self._begin(parent)
        assert self._head is not None  # noqa: S101 - `_begin` has set it
        if entry.findtext("{*}Sts/{*}Cd") in ("BOOK", None):
            for one in details_of(entry):
                self._sum += one.amount
                yield self._transaction(self._head.iban, one)
        _forget(entry)

    def _transaction(self, iban: str, one: Details) -> Transaction:
        """Give it its key; what is the same twice in one statement is two transactions."""
        same = one.same
        self._repeated[same] += 1
        key = f"{iban}|{same}|{self._repeated[same]}"
        return replace(one.transaction, iban=iban, key=key)

    def _finish(self) -> None:
        head, self._head = self._head, None
        if head is None or head.kind == "notification":
            return
        if head.opening is None or head.closing is None:
            raise StatementRefused("balance", f"statement {head.number} lacks its opening or closing balance")
        if head.opening + self._sum != head.closing:
            told = f"statement {head.number}: {head.opening} + {self._sum} is not {head.closing}"
            raise StatementRefused("balance", told)


def _head(statement: etree._Element, kind: Kind) -> Statement:
    iban = statement.findtext("{*}Acct/{*}Id/{*}IBAN")
    number = statement.findtext("{*}Id")
    if not iban or not number:
        raise StatementRefused("format", "a statement lacks its account or its number")
    sequence = statement.findtext("{*}ElctrncSeqNb") or statement.findtext("{*}LglSeqNb")
    balances = {found[0]: found[1] for found in map(_balance, statement.findall("{*}Bal"))}
    return Statement(
        iban=iban,
        number=number,
        kind=kind,
        sequence=int(sequence) if sequence and sequence.isdecimal() and len(sequence) <= _LONGEST_NUMBER else None,
        opening=balances.get("OPBD", balances.get("PRCD")),
        closing=balances.get("CLBD"),
    )


def _balance(balance: etree._Element) -> tuple[str, int]:
    amount = balance.find("{*}Amt")
    if amount is None or amount.get("Ccy") != CURRENCY:
        raise StatementRefused("currency", "a balance is not in euros")
    cents = cents_of(amount.text)
    sign = -1 if balance.findtext("{*}CdtDbtInd") == "DBIT" else 1
    return balance.findtext("{*}Tp/{*}CdOrPrtry/{*}Cd") or "", sign * cents


def _forget(element: etree._Element) -> None:
    """Free what was read, so that memory does not grow with the file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
