"""Charges, payments, notices, and books that can only be appended to and are always balanced."""

from alembic import op

from billing.adapters import tables
from chassis.persistence.row_security import APPEND_ONLY
from chassis.persistence.schema import create_chassis_tables, create_table

revision = "0001"
down_revision = None

CHANGING = (
    tables.appointments,
    tables.closed_cases,
    tables.charges,
    tables.payments,
    tables.notice_numbers,
    tables.notices,
)
UNCHANGING = (tables.notice_documents, tables.ledger_entries, tables.ledger_lines)

# The service may not change them by its grants; this holds for the owner too.
REFUSE_CHANGES = """
CREATE FUNCTION refuse_changes() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only: book a reversal instead', TG_TABLE_NAME; END $$;
"""

APPEND_ONLY_TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changes();
"""

# Deferred to the commit, when all lines of an entry are there. An entry without lines is caught by the second trigger.
BALANCED = """
CREATE FUNCTION require_balanced_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry uuid := CASE TG_TABLE_NAME WHEN 'ledger_entries' THEN (to_jsonb(NEW)->>'id')::uuid
                ELSE (to_jsonb(NEW)->>'entry_id')::uuid END;
  total bigint;
  sides integer;
BEGIN
  SELECT coalesce(sum(amount), 0), count(*) INTO total, sides
  FROM ledger_lines WHERE tenant = NEW.tenant AND entry_id = entry;
  IF total <> 0 OR sides < 2 THEN
    RAISE EXCEPTION 'ledger entry % is not balanced: sum % over % lines', entry, total, sides
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_lines
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced_entry();
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_entries
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced_entry();
"""


def upgrade() -> None:
    """Create everything."""
    create_chassis_tables()
    for table in CHANGING:
        create_table(table)
    op.execute(REFUSE_CHANGES)
    for table in UNCHANGING:
        create_table(table, grant=APPEND_ONLY)
        op.execute(APPEND_ONLY_TRIGGER.format(table=table.name))
    op.execute(BALANCED)
