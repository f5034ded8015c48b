"""Adds bank statements with their transactions, and accounts for money that no claim is known for."""

from alembic import op

from billing.adapters import tables
from chassis.persistence.row_security import APPEND_ONLY
from chassis.persistence.schema import create_table

revision = "0002"
down_revision = "0001"

# A database that is new has this from its first migration, which follows `tables.py`.
MORE_ACCOUNTS = """
ALTER TABLE ledger_entries ALTER COLUMN charge_id DROP NOT NULL;
ALTER TABLE ledger_lines DROP CONSTRAINT IF EXISTS ck_ledger_lines_account;
ALTER TABLE ledger_lines ADD CONSTRAINT ck_ledger_lines_account CHECK (account IN (
  'receivables', 'bank', 'paypal_clearing', 'federation_share', 'fees', 'psp_cost',
  'unidentified', 'dunning_fees', 'refunds'));
CREATE INDEX IF NOT EXISTS ix_notices_tenant_rf ON notices (tenant, rf);
CREATE INDEX IF NOT EXISTS ix_notices_tenant_number ON notices (tenant, number);
"""


def upgrade() -> None:
    """Add; what the bank has reported is never deleted by the service."""
    op.execute(MORE_ACCOUNTS)
    create_table(tables.statement_files, grant=f"{APPEND_ONLY}, UPDATE")
    create_table(tables.statements, grant=APPEND_ONLY)
    create_table(tables.receipts, grant=f"{APPEND_ONLY}, UPDATE")
