"""Remembers since when a clerk is what they are, and which office's queue they look at."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add; a database that is new has the columns from its first migration, which follows `tables.py`."""
    op.execute("ALTER TABLE clerk ADD COLUMN IF NOT EXISTS since timestamptz")
    op.execute("ALTER TABLE clerk ADD COLUMN IF NOT EXISTS office text NOT NULL DEFAULT ''")
