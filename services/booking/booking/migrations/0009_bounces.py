"""Adds mails that came back."""

from booking.adapters.bounce_table import bounce
from chassis.persistence.schema import create_table

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table."""
    create_table(bounce)
