"""Adds what the audit tells beside who, what and when; it can be erased while the chain still verifies."""

from chassis.persistence.schema import create_table
from identity.adapters.tables import audit_detail

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it; nothing of it is ever changed."""
    create_table(audit_detail, grant="SELECT, INSERT, DELETE")
