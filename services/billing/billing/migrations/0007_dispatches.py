"""Adds by which ways documents left, attempt by attempt, so that what comes back is somebody's task."""

from alembic import op

from billing.adapters import tables
from chassis.persistence.row_security import APPEND_ONLY
from chassis.persistence.schema import create_table

revision = "0007"
down_revision = "0006"

# What has left already has one attempt each.
KNOWN = """
INSERT INTO dispatches (tenant, item, attempt, charge_id, kind, number, channel, planned_at, handed_at, said)
SELECT tenant, id, 1, charge_id, 'notice', number, channel, numbered_at, issued_at, '' FROM notices
WHERE issued_at IS NOT NULL
UNION ALL
SELECT tenant, id, 1, charge_id, kind, number, channel, created_at, issued_at, '' FROM papers
WHERE issued_at IS NOT NULL
"""


def upgrade() -> None:
    """Add."""
    create_table(tables.dispatches, grant=f"{APPEND_ONLY}, UPDATE")
    op.execute(KNOWN)
