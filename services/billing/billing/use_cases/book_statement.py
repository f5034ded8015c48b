"""Book the transactions of a bank statement: each once, whatever file reports it again and whoever is killed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from uuid import UUID

from billing.domain import ledger
from billing.domain.matching import Clues, clues_of, match
from billing.domain.notice import Notice
from billing.domain.receipt import Outcome, Receipt
from billing.domain.refund import Refund
from billing.domain.statement import Statement, Transaction
from billing.use_cases.confirm_transfers import confirm_transfers
from billing.use_cases.outside import ReadStatements
from billing.use_cases.ports import BillingUnit, OpenWork
from billing.use_cases.settle_receipts import settle_receipts

_Pair = tuple[Statement, Transaction | None]
TOGETHER = 500
"""Transactions in one database transaction: few enough to be short, many enough to be fast."""


def book_statement(work: OpenWork, read: ReadStatements, file_id: UUID) -> None:
    """Read the kept file as a stream and book it part by part; what was booked before is passed over."""
    with work() as unit:
        content = unit.bank.content(file_id)
        tenant = unit.tenant.key
    kept: set[UUID] = set()
    seen = 0
    for part in _parts(_under_statements(read(content))):
        with work() as unit:
            for statement in (statement for statement, _ in part if statement.id(tenant) not in kept):
                kept.add(statement.id(tenant))
                unit.bank.add_statement(statement, file_id)
            told = [(statement.id(tenant), found) for statement, found in part if found is not None]
            seen += len(told)
            unit.bank.advance(file_id, seen=seen, booked=_book(unit, told))
    with work() as unit:
        unit.bank.advance(file_id, seen=seen, booked=0, finished_at=unit.clock())


def _under_statements(found: Iterator[Statement | Transaction]) -> Iterator[_Pair]:
    """Pair every transaction with its statement; a statement comes once alone, since it may be empty."""
    statement: Statement | None = None
    for one in found:
        if isinstance(one, Statement):
            statement = one
            yield one, None
        elif statement is not None:
            yield statement, one


def _parts(pairs: Iterator[_Pair]) -> Iterator[list[_Pair]]:
    while part := list(islice(pairs, TOGETHER)):
        yield part


def _book(unit: BillingUnit, told: list[tuple[UUID, Transaction]]) -> int:
    prefix = unit.catalogue.notice.reference_prefix
    clues = [clues_of(transaction, prefix) for _, transaction in told]
    known = unit.notices.by_references(
        {rf for one in clues for rf in one.rf},
        {key for one in clues for key in one.kassenzeichen | one.noise},
        {number for one in clues for number in one.number},
    )
    ours = unit.refunds.by_end_to_end({one.end_to_end for _, one in told if one.amount < 0 and one.end_to_end})
    found: dict[UUID, Receipt] = {}
    for (statement_id, transaction), named in zip(told, clues, strict=True):
        receipt = _our_refund(_receipt(unit, statement_id, transaction, named, known), ours)
        # A ZIP may hold the day's notification beside its statement: the same transaction twice in one part.
        found.setdefault(receipt.id, receipt)
    new_ids = unit.bank.add(list(found.values()))
    new = [receipt for receipt in found.values() if receipt.id in new_ids]
    now = unit.clock()
    unit.ledger.book(*(ledger.received(receipt, now) for receipt in new))
    confirm_transfers(unit, new)
    settle_receipts(unit, {receipt.charge_id for receipt in new if receipt.charge_id is not None})
    return len(new)


def _receipt(
    unit: BillingUnit, statement_id: UUID, transaction: Transaction, clues: Clues, known: list[Notice]
) -> Receipt:
    # What goes out is for a claim only if it is a return; any other payment of the town is none of billing's.
    ours = transaction.amount > 0 or transaction.returned
    matched = match(transaction, clues, known if ours else [])
    charge_id = matched.notice.charge_id if isinstance(matched.notice, Notice) else None
    outcome: Outcome = "foreign" if charge_id is None else "exact"
    return Receipt(
        id=transaction.id(unit.tenant.key),
        statement_id=statement_id,
        iban=transaction.iban,
        booked_on=transaction.booked_on,
        value_on=transaction.value_on,
        amount=transaction.amount,
        name=transaction.name,
        counter_iban=transaction.counter_iban,
        text="\n".join(part for part in (*transaction.references, transaction.text) if part),
        end_to_end=transaction.end_to_end,
        returned=transaction.returned,
        charge_id=charge_id,
        reason=matched.reason,
        outcome=outcome,
    )


def _our_refund(receipt: Receipt, ordered: Mapping[str, Refund]) -> Receipt:
    """Recognise a refund that the bank has carried out, by the id we gave it and its amount."""
    refund = ordered.get(receipt.end_to_end)
    if refund is None or receipt.returned or receipt.amount != -refund.amount:
        return receipt
    return replace(receipt, reason="refund", outcome="refund")
