"""Consultations, the line of their calls, copies for the desk, notes."""

from chassis.persistence.schema import create_chassis_tables, create_table
from video.adapters.tables import TABLES

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create what video needs from the start."""
    create_chassis_tables()
    for table in TABLES:
        create_table(table)
