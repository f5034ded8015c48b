"""Lets appointments be found by their address, and adds wishes for lost links."""

from alembic import op

from booking.adapters.tables import link_request
from chassis.persistence.schema import create_table

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add; a database that is new has the column from its first migration, which follows `tables.py`."""
    op.execute(
        "ALTER TABLE appointment ADD COLUMN IF NOT EXISTS address text GENERATED ALWAYS AS (lower(email)) STORED"
    )
    op.execute(
        "CREATE INDEX IF NOT EXISTS ix_appointment_address ON appointment (tenant, address) WHERE state = 'confirmed'"
    )
    create_table(link_request)
