"""Adds what is kept of the PIN of a telephone booking."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the columns; a new database has them from its first migration, which follows `tables.py`."""
    op.execute("ALTER TABLE appointment ADD COLUMN IF NOT EXISTS pin_salt bytea")
    op.execute("ALTER TABLE appointment ADD COLUMN IF NOT EXISTS pin_digest bytea")
