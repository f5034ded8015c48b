"""Adds when the newest outcome of an identity check was, so that one heard late does not overrule it."""

from alembic import op

revision = "0011"
down_revision = "0010"

_COLUMN = """
ALTER TABLE appointment ADD COLUMN IF NOT EXISTS checked_at timestamptz;
COMMENT ON COLUMN appointment.checked_at IS 'when the newest known outcome of a check was';
"""


def upgrade() -> None:
    """Expand only: what runs now neither reads nor writes it."""
    op.execute(_COLUMN)
