"""Adds reminders and cancellations as documents of their own, what stands against a reminder, and posting dates."""

from alembic import op

from billing.adapters import tables
from chassis.persistence.row_security import APPEND_ONLY
from chassis.persistence.schema import create_table

revision = "0003"
down_revision = "0002"

# A database that is new has the columns from its first migration, which follows `tables.py`.
POSTING = """
ALTER TABLE notices ADD COLUMN IF NOT EXISTS posted_on date;
ALTER TABLE notices ADD COLUMN IF NOT EXISTS notified_on date;
ALTER TABLE notices ADD COLUMN IF NOT EXISTS objection_until date;
"""
UNCHANGING = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON paper_documents
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changes();
"""


def upgrade() -> None:
    """Add; a document that was made is never replaced, and a number never given back."""
    op.execute(POSTING)
    create_table(tables.paper_numbers)
    create_table(tables.papers, grant=f"{APPEND_ONLY}, UPDATE")
    create_table(tables.paper_documents, grant=APPEND_ONLY)
    op.execute(UNCHANGING)
    create_table(tables.suspensions, grant=f"{APPEND_ONLY}, UPDATE")
