"""Adds the contact of a booking, to which a one-time code goes; it is dropped when the check is decided."""

from chassis.persistence.schema import create_table
from identity.adapters.tables import contact

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add it; appointments that were booked before have none, and their codes take four eyes."""
    create_table(contact)
