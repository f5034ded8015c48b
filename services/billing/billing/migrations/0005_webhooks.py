"""Adds which messages of the payment provider were heard, each transmission and each event once."""

from billing.adapters import tables
from chassis.persistence.schema import create_table

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    create_table(tables.webhooks)
