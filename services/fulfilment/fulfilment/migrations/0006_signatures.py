"""Adds signatures under confirmed texts."""

from chassis.persistence.schema import create_table
from fulfilment.adapters.tables import signature

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table."""
    create_table(signature)
