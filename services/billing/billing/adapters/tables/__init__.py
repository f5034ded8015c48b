"""Billing's tables, by what they are about."""

from billing.adapters.tables.bank import receipts, refund_files, refunds, statement_files, statements
from billing.adapters.tables.books import ledger_entries, ledger_lines
from billing.adapters.tables.claims import appointments, charges, closed_cases, payments, webhooks
from billing.adapters.tables.dispatches import dispatches
from billing.adapters.tables.metadata import metadata
from billing.adapters.tables.notices import (
    notice_documents,
    notice_numbers,
    notices,
    paper_documents,
    paper_numbers,
    papers,
    suspensions,
)

__all__ = [
    "appointments",
    "charges",
    "closed_cases",
    "dispatches",
    "ledger_entries",
    "ledger_lines",
    "metadata",
    "notice_documents",
    "notice_numbers",
    "notices",
    "paper_documents",
    "paper_numbers",
    "papers",
    "payments",
    "receipts",
    "refund_files",
    "refunds",
    "statement_files",
    "statements",
    "suspensions",
    "webhooks",
]
