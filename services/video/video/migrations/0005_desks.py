"""Adds who is at a desk, and what a desk needs to know of a call: parked, offered, without appointment, needs."""

from alembic import op

from chassis.persistence.schema import create_table
from video.adapters.tables import clerk

revision = "0005"
down_revision = "0004"

_COLUMNS = (
    "walk_in boolean NOT NULL DEFAULT false",
    "sign_language boolean NOT NULL DEFAULT false",
    "needs text",
    "devices text NOT NULL DEFAULT ''",
    "parked_at timestamptz",
    "offered_to text",
)


def upgrade() -> None:
    """Add; a database that is new has the columns from its first migration, which follows `tables.py`."""
    for column in _COLUMNS:
        op.execute(f"ALTER TABLE consultation ADD COLUMN IF NOT EXISTS {column}")
    create_table(clerk)
