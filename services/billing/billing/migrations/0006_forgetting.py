"""Lets documents go when their period is over; until then the database refuses, whoever asks.

Six years are the shortest period of a record of the accounts (§ 39 (2) GemHVO Baden-Württemberg); a town's own may only
be longer (`domain/retention.py`).
"""

from alembic import op

from chassis.persistence.schema import roles

revision = "0006"
down_revision = "0005"

# A branch that is not taken is not planned either, so each may name columns that only its own table has.
REFUSE_EARLY_FORGETTING = """
CREATE FUNCTION refuse_early_forgetting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made timestamptz;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.content <> '' THEN
    RAISE EXCEPTION '% is append-only: a document is never replaced', TG_TABLE_NAME;
  END IF;
  IF TG_TABLE_NAME = 'notice_documents' THEN
    SELECT numbered_at INTO made FROM notices WHERE tenant = OLD.tenant AND id = OLD.notice_id;
  ELSIF TG_TABLE_NAME = 'paper_documents' THEN
    SELECT created_at INTO made FROM papers WHERE tenant = OLD.tenant AND id = OLD.paper_id;
  ELSE
    made := OLD.made_at;
  END IF;
  IF made IS NULL OR made > now() - interval '6 years' THEN
    RAISE EXCEPTION '% is append-only for six years', TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
"""

GUARD = """
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_early_forgetting();
GRANT DELETE, UPDATE (content) ON {table} TO "{role}";
"""


def upgrade() -> None:
    """Replace the refusal by one that knows how old a document is."""
    op.execute(REFUSE_EARLY_FORGETTING)
    for table in ("notice_documents", "paper_documents", "refund_files"):
        op.execute(GUARD.format(table=table, role=roles().service))
