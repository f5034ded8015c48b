"""Billing's unit of work: the house's verbs and its own repositories."""

from functools import cached_property

from billing.adapters.bank_rows import BankRows
from billing.adapters.dispatch_rows import DispatchRows
from billing.adapters.ledger_rows import LedgerRows
from billing.adapters.notice_rows import NoticeRows
from billing.adapters.paper_rows import PaperRows
from billing.adapters.payment_rows import PaymentRows
from billing.adapters.refund_rows import RefundRows
from billing.adapters.repositories import AppointmentRows, ChargeRows, ClosedCaseRows
from chassis.persistence.unit_of_work import UnitOfWork


class BillingUnitOfWork(UnitOfWork):
    """One transaction of one town at billing."""

    @cached_property
    def appointments(self) -> AppointmentRows:
        """Copies of appointments."""
        return AppointmentRows(self.connection, self.tenant.key)

    @cached_property
    def closed_cases(self) -> ClosedCaseRows:
        """Cases that ended without a result."""
        return ClosedCaseRows(self.connection, self.tenant.key)

    @cached_property
    def charges(self) -> ChargeRows:
        """Charges."""
        return ChargeRows(self.connection, self.tenant.key)

    @cached_property
    def payments(self) -> PaymentRows:
        """Attempts to pay."""
        return PaymentRows(self.connection, self.tenant.key)

    @cached_property
    def notices(self) -> NoticeRows:
        """Fee notices."""
        return NoticeRows(self.connection, self.tenant.key)

    @cached_property
    def ledger(self) -> LedgerRows:
        """The books."""
        return LedgerRows(self.connection, self.tenant.key)

    @cached_property
    def bank(self) -> BankRows:
        """Statements and receipts."""
        return BankRows(self.connection, self.tenant.key)

    @cached_property
    def papers(self) -> PaperRows:
        """Reminders and cancellations."""
        return PaperRows(self.connection, self.tenant.key)

    @cached_property
    def refunds(self) -> RefundRows:
        """Refunds by bank transfer."""
        return RefundRows(self.connection, self.tenant.key)

    @cached_property
    def dispatches(self) -> DispatchRows:
        """Attempts to bring documents to their addressees."""
        return DispatchRows(self.connection, self.tenant.key)
