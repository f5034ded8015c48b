"""Marks appointments of people who came without one."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; a new database has it from its first migration, which follows `tables.py`."""
    op.execute("ALTER TABLE appointment ADD COLUMN IF NOT EXISTS walk_in boolean NOT NULL DEFAULT false")
