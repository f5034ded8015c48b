"""Lets no check wait for a call that broke off: that a call breaks off ends it, and the check with it."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Open what was paused; the moment by which it was to be resumed is set, and ends it."""
    op.execute("UPDATE checks SET status = 'open' WHERE status = 'paused'")
