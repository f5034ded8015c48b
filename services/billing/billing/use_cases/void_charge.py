"""Let nothing be owed for a case that will not reach its end; what was paid goes back."""

from datetime import datetime
from uuid import UUID

from billing.domain import ledger
from billing.domain.charge import Charge
from billing.domain.notice import Notice
from billing.use_cases.issue_paper import number_cancellation
from billing.use_cases.jobs import ISSUE_NOTICE, REFUND_PAYMENT
from billing.use_cases.ports import BillingUnit
from billing.use_cases.waive_reminder import waive_reminder
from contracts.billing import InvoiceLapsed


def close_case(unit: BillingUnit, case_id: UUID, reason: str, at: datetime) -> None:
    """Void the charge of a case, and of one that is submitted only later."""
    unit.closed_cases.add(case_id, at)
    charge = unit.charges.of_case(case_id)
    if charge is not None:
        void_charge(unit, charge, reason)


def void_charge(unit: BillingUnit, charge: Charge, reason: str) -> None:
    """Void a charge in the books, and let nothing of it be collected."""
    if charge.state == "void":
        return
    now = unit.clock()
    unit.charges.save(charge.void(reason, now))
    if charge.amount:
        unit.ledger.book(ledger.voided(charge, now))
    release_charge(unit, charge)


def release_charge(unit: BillingUnit, charge: Charge) -> None:
    """Drop what was planned for a charge that nobody owes any more, cancel its notice, and give back what was paid."""
    unit.unschedule(ISSUE_NOTICE, charge.id)
    for paper in unit.papers.of_charges([charge.id]):
        waive_reminder(unit, paper)
    notice = unit.notices.of_charge(charge.id)
    if notice is not None and notice.state != "cancelled":
        _cancel(unit, notice, charge)
    _give_back(unit, charge)


def _cancel(unit: BillingUnit, notice: Notice, charge: Charge) -> None:
    now = unit.clock()
    unit.notices.save(notice.cancel(now))
    unit.record(
        InvoiceLapsed(invoice_id=notice.id, case_id=notice.case_id, appointment_id=notice.appointment_id, lapsed_at=now)
    )
    if notice.issued_at is not None:
        number_cancellation(unit, notice, charge)


def _give_back(unit: BillingUnit, charge: Charge) -> None:
    for payment in unit.payments.of_charge(charge.id):
        if payment.state == "captured":
            unit.payments.save(payment.owe_refund())
            unit.schedule(REFUND_PAYMENT, payment.id, unit.clock())
