"""Adds outages, for which many appointments are called off at once."""

from booking.adapters.outage_table import outage
from chassis.persistence.schema import create_table

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table."""
    create_table(outage)
