"""Stores in which language whoever booked or waits reads their mails."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns; a new database has them from its first migrations, which follow the tables."""
    for table in ("appointment", "waiting"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS mail_language text NOT NULL DEFAULT 'de'")
