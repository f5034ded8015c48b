"""Lets a proposed refund be withdrawn or declined, so that a wrong proposal does not keep the credit for ever."""

from alembic import op

revision = "0010"
down_revision = "0009"

# A database that is new has this from its first migration, which follows `tables/`.
WITHDRAWN = """
ALTER TABLE refunds ADD COLUMN IF NOT EXISTS withdrawn_at timestamptz;
ALTER TABLE refunds ADD COLUMN IF NOT EXISTS withdrawn_by text;
ALTER TABLE refunds DROP CONSTRAINT IF EXISTS ck_refunds_withdrawn;
ALTER TABLE refunds ADD CONSTRAINT ck_refunds_withdrawn CHECK (withdrawn_at IS NULL OR approved_at IS NULL);
DROP INDEX IF EXISTS uq_refunds_open;
CREATE UNIQUE INDEX uq_refunds_open ON refunds (tenant, charge_id) WHERE file_id IS NULL AND withdrawn_at IS NULL;
"""


def upgrade() -> None:
    """Widen."""
    op.execute(WITHDRAWN)
