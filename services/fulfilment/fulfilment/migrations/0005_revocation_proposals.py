"""Adds proposals to revoke a certificate, which a second person agrees to."""

from chassis.persistence.schema import create_table
from fulfilment.adapters.tables import revocation_proposal

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    create_table(revocation_proposal)
