"""Adds revocations of certificates, which can be added and never taken back."""

from chassis.persistence.row_security import APPEND_ONLY
from chassis.persistence.schema import create_table
from fulfilment.adapters.tables import revocation

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table; certificates themselves stay as they were issued."""
    create_table(revocation, grant=APPEND_ONLY)
