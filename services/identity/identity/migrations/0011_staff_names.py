"""Adds the names of staff who act here, which supervisors read in place of their provider's ids."""

from chassis.persistence.schema import create_table
from identity.adapters.tables import staff_name

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add them; who acted before is shown by id until they act again."""
    create_table(staff_name)
