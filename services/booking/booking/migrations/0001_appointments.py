"""Creates the chassis's tables, appointments with the constraint against overselling, and tariffs."""

from alembic import op

from booking.adapters.tables import appointment, tariff
from chassis.persistence.schema import create_chassis_tables, create_table

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything; `btree_gist` lets one constraint compare a desk's name and a range."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    create_chassis_tables()
    create_table(appointment)
    create_table(tariff)
