"""Stores in which language whoever owes a fee reads their mails."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; a new database has it from its first migration, which follows `tables/`."""
    op.execute("ALTER TABLE charges ADD COLUMN IF NOT EXISTS mail_language text NOT NULL DEFAULT 'de'")
