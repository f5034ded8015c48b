"""Adds the waiting list."""

from booking.adapters.waiting_table import waiting
from chassis.persistence.schema import create_table

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table."""
    create_table(waiting)
