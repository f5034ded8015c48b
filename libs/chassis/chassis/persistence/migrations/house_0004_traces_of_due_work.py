"""Lets due work remember the trace that scheduled it, and when."""

from alembic import op

revision = "house_0004"
down_revision = "house_0003"


def upgrade() -> None:
    """Add; a new database has the columns from its first migration, which follows `tables.py`."""
    op.execute("ALTER TABLE due_work ADD COLUMN IF NOT EXISTS scheduled_at timestamptz")
    op.execute("ALTER TABLE due_work ADD COLUMN IF NOT EXISTS traceparent text")
