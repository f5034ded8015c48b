"""Remembers since when somebody waits to be called on the telephone."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add; a database that is new has the column from its first migration, which follows `tables.py`."""
    op.execute("ALTER TABLE consultation ADD COLUMN IF NOT EXISTS call_back_at timestamptz")
