"""Chains the audit trail, gives catalogue versions an author, and adds counters of requests and one-time codes."""

from alembic import op

from chassis.persistence.schema import create_missing
from chassis.persistence.tables import audit, one_time_code, request_tally

revision = "house_0001"
down_revision = None
branch_labels = ("house",)
depends_on = "0001"


def upgrade() -> None:
    """Add; a new database has the columns from its first migration, which follows `tables.py`."""
    op.execute("ALTER TABLE audit ADD COLUMN IF NOT EXISTS digest text")
    for index in audit.indexes:
        index.create(op.get_bind(), checkfirst=True)
    op.execute("ALTER TABLE catalogue ADD COLUMN IF NOT EXISTS author text")
    op.execute("ALTER TABLE catalogue ADD COLUMN IF NOT EXISTS note text")
    create_missing(request_tally, one_time_code)
