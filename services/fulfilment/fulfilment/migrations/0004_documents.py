"""Adds the documents that citizens send for their cases."""

from chassis.persistence.schema import create_table
from fulfilment.adapters.tables import document

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table."""
    create_table(document)
