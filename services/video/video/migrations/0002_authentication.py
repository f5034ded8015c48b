"""Remembers that both sides of a call have compared the number of their connection."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add; a database that is new has the column from its first migration, which follows `tables.py`."""
    op.execute("ALTER TABLE consultation ADD COLUMN IF NOT EXISTS authenticated_at timestamptz")
