"""Adds what browsers measure of their calls."""

from chassis.persistence.schema import create_table
from video.adapters.tables import quality

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table of minutes."""
    create_table(quality)
