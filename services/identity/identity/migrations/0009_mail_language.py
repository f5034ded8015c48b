"""Stores in which language whoever booked reads the mail or text message with a code."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; a new database has it from the migration of its table."""
    op.execute("ALTER TABLE contact ADD COLUMN IF NOT EXISTS mail_language text NOT NULL DEFAULT 'de'")
