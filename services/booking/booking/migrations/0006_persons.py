"""Lets several persons come, others be represented, and needs be told; stores when the citizen agreed to mails."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; a new database has them from its first migration, which follows `tables.py`."""
    for column in (
        "persons integer NOT NULL DEFAULT 1",
        "sign_language boolean NOT NULL DEFAULT false",
        "needs text",
        "party jsonb NOT NULL DEFAULT '{}'",
        "consented_at timestamptz",
    ):
        op.execute(f"ALTER TABLE appointment ADD COLUMN IF NOT EXISTS {column}")
    op.execute("ALTER TABLE waiting ADD COLUMN IF NOT EXISTS persons integer NOT NULL DEFAULT 1")
