"""Adds by which outage an appointment was called off, so that nobody takes a citizen's own call-off for the town's."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; a new database has it from its first migration, which follows `tables.py`."""
    op.execute("ALTER TABLE appointment ADD COLUMN IF NOT EXISTS outage uuid")
