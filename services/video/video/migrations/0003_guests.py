"""Adds the people who are asked into a call."""

from chassis.persistence.schema import create_table
from video.adapters.tables import guest

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table of invitations."""
    create_table(guest)
