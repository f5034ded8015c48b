"""Adds what citizens say of their calls, tied to nobody."""

from chassis.persistence.schema import create_table
from video.adapters.tables import feedback

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table of answers."""
    create_table(feedback)
