"""Adds what was booked and forms ask again, and what clerks have put right about the person of a case."""

from alembic import op

revision = "0007"
down_revision = "0006"

_COLUMNS = """
ALTER TABLE appointment ADD COLUMN IF NOT EXISTS booked jsonb NOT NULL DEFAULT '{}';
ALTER TABLE cases ADD COLUMN IF NOT EXISTS correction jsonb;
COMMENT ON COLUMN appointment.booked IS 'what booking knows that forms ask again';
COMMENT ON COLUMN cases.correction IS 'what a clerk has put right about the person, and why';
"""


def upgrade() -> None:
    """Expand only: what runs now neither reads nor writes any of it."""
    op.execute(_COLUMNS)
