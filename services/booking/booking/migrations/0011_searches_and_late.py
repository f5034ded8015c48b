"""Adds counted searches, and whether somebody who missed an appointment came late."""

from alembic import op

from booking.adapters.search_table import search_tally
from chassis.persistence.schema import create_table

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add both; a new database has the column from its first migration, which follows `tables.py`."""
    create_table(search_tally)
    op.execute("ALTER TABLE appointment ADD COLUMN IF NOT EXISTS came_late boolean NOT NULL DEFAULT false")
