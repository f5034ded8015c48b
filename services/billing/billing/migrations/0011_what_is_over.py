"""Lets a night find what is over without reading what was forgotten before."""

from billing.adapters.holdings import HOLDINGS
from chassis.persistence.schema import add_indexes
from chassis.retention.holding import retention_indexes

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add an index for each holding that counts from a column of its own."""
    add_indexes(*retention_indexes(HOLDINGS))
