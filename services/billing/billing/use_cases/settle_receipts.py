"""Say what the transfers for some claims came to: outcomes, paid notices, notices that are open again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from billing.domain.notice import Notice
from billing.domain.receipt import Account, Receipt, weigh
from billing.use_cases.ports import BillingUnit
from billing.use_cases.waive_reminder import waive_reminder
from contracts.billing import InvoicePaid


def settle_receipts(unit: BillingUnit, charge_ids: Collection[UUID]) -> None:
    """Weigh the transfers of each claim anew, so that the order of imports does not matter."""
    if not charge_ids:
        return
    notices = unit.notices.of_charges(charge_ids)
    by_charge: dict[UUID, list[Receipt]] = defaultdict(list)
    for receipt in unit.bank.of_charges(charge_ids):
        if receipt.charge_id is not None:
            by_charge[receipt.charge_id].append(receipt)
    _waive_what_came_too_late(unit, by_charge)
    owed = unit.ledger.owed_apart_from_transfers(charge_ids)
    for charge_id, receipts in by_charge.items():
        account = weigh(owed.get(charge_id, 0), receipts)
        before = {receipt.id: receipt for receipt in receipts}
        unit.bank.save([receipt for receipt in account.receipts if receipt != before[receipt.id]])
        if charge_id in notices:
            _follow(unit, notices[charge_id], account)


def _waive_what_came_too_late(unit: BillingUnit, by_charge: Mapping[UUID, Sequence[Receipt]]) -> None:
    """Take back the fee of a reminder of what had been paid by its day, and was only imported after it."""
    owed = unit.ledger.owed_apart_from_transfers(by_charge)
    for paper in unit.papers.of_charges(by_charge):
        came = sum(one.amount for one in by_charge[paper.charge_id] if one.value_on <= paper.dated)
        if paper.kind == "reminder" and 0 < owed.get(paper.charge_id, 0) - paper.fee <= came:
            waive_reminder(unit, paper)


def _follow(unit: BillingUnit, notice: Notice, account: Account) -> None:
    if account.paid_on is None:
        if notice.state == "paid":
            unit.notices.save(notice.reopen())
        return
    at = _noon(unit, max(account.paid_on, notice.dated))
    if notice.state == "paid":
        # Paid is paid; only the day may turn out to be another one. What was paid without a transfer keeps its own.
        if account.paid_on != date.min and notice.paid_at != at:
            unit.notices.save(notice.reopen().pay(at))
    elif notice.state in ("numbered", "issued"):
        unit.notices.save(notice.pay(at))
        unit.record(
            InvoicePaid(
                invoice_id=notice.id,
                case_id=notice.case_id,
                appointment_id=notice.appointment_id,
                amount=notice.amount,
                paid_at=at,
            )
        )


def _noon(unit: BillingUnit, day: date) -> datetime:
    return datetime.combine(day, time(12), unit.tenant.zone).astimezone(UTC)
