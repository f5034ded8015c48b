"""Adds refunds by bank transfer with four eyes; from now on the books refuse to give back more than came."""

from alembic import op

from billing.adapters import tables
from chassis.persistence.row_security import APPEND_ONLY
from chassis.persistence.schema import create_table

revision = "0004"
down_revision = "0003"

UNCHANGING = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON refund_files
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changes();
"""

# Deferred to the commit, when all lines are there. The lock on the charge lets a second refund, committed at the same
# time, be seen by one of the two.
NO_MORE_THAN_CAME = """
CREATE FUNCTION refuse_refund_beyond_receipts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  at_provider bigint;
  owed bigint;
BEGIN
  PERFORM 1 FROM charges WHERE tenant = NEW.tenant AND id = NEW.charge_id FOR UPDATE;
  SELECT coalesce(sum(l.amount) FILTER (WHERE l.account IN ('paypal_clearing', 'psp_cost')), 0),
         coalesce(sum(l.amount) FILTER (WHERE l.account = 'receivables'), 0)
  INTO at_provider, owed
  FROM ledger_lines l JOIN ledger_entries e ON e.tenant = l.tenant AND e.id = l.entry_id
  WHERE e.tenant = NEW.tenant AND e.charge_id = NEW.charge_id;
  IF (NEW.what LIKE 'refunded:%' AND at_provider < 0) OR (NEW.what LIKE 'refund:%' AND owed > 0) THEN
    RAISE EXCEPTION 'refund % of charge % is more than was received', NEW.what, NEW.charge_id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_more_than_came AFTER INSERT ON ledger_entries
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.what LIKE 'refund%')
EXECUTE FUNCTION refuse_refund_beyond_receipts();
"""


def upgrade() -> None:
    """Add tables and the guard."""
    create_table(tables.refund_files, grant=APPEND_ONLY)
    create_table(tables.refunds, grant=f"{APPEND_ONLY}, UPDATE")
    op.execute(UNCHANGING)
    op.execute(NO_MORE_THAN_CAME)
