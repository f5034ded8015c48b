"""Note that the money of a fee notice has arrived on the town's account."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from billing.domain import ledger
from billing.domain.errors import NoticeNotOpen, WrongDate
from billing.domain.notice import Notice
from billing.use_cases.ports import BillingUnit
from contracts.billing import InvoicePaid


def receive_transfer(unit: BillingUnit, notice_id: UUID, received_on: date, actor: str) -> Notice:
    """Book the transfer of a whole notice on the day of its value date.

    Raises:
        NoticeNotOpen: if it is paid, cancelled or not sent yet.
        WrongDate: if that day lies in the future or before the notice.
    """
    notice = unit.notices.get(notice_id)
    if notice is None or notice.state != "issued":
        raise NoticeNotOpen(f"notice {notice_id} is not open")
    today = unit.clock().astimezone(unit.tenant.zone).date()
    if not notice.dated <= received_on <= today:
        raise WrongDate(f"notice {notice.number}: received outside {notice.dated} to {today}")
    at = datetime.combine(received_on, time(12), unit.tenant.zone).astimezone(UTC)
    paid = notice.pay(at)
    unit.notices.save(paid)
    unit.ledger.book(ledger.transferred(paid, unit.ledger.owed([paid.charge_id])[paid.charge_id], unit.clock()))
    unit.record(
        InvoicePaid(
            invoice_id=paid.id,
            case_id=paid.case_id,
            appointment_id=paid.appointment_id,
            amount=paid.amount,
            paid_at=at,
        )
    )
    unit.audit("noted transfer", paid.id, actor)
    return paid
