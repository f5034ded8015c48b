"""Adds the messages to towns' own programs."""

from chassis.persistence.schema import create_table
from fulfilment.adapters.tables import webhook_delivery

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table."""
    create_table(webhook_delivery)
