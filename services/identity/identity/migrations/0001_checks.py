"""The checks, with the tables that every service has."""

from chassis.persistence.schema import create_chassis_tables, create_table
from identity.adapters.tables import checks

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create them."""
    create_chassis_tables()
    create_table(checks)
