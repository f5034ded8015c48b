"""Lets several fees be paid by one order: each keeps its own row, its own part of the capture and its own refund."""

from alembic import op

revision = "0008"
down_revision = "0007"

# A database that is new has this from its first migration, which follows `tables/`.
JOINT = """
ALTER TABLE payments ADD COLUMN IF NOT EXISTS joint uuid;
ALTER TABLE payments DROP CONSTRAINT IF EXISTS uq_payments_tenant_order_id;
ALTER TABLE payments DROP CONSTRAINT IF EXISTS uq_payments_tenant_capture_id;
CREATE UNIQUE INDEX IF NOT EXISTS uq_payments_tenant_order_id_charge_id ON payments (tenant, order_id, charge_id);
CREATE UNIQUE INDEX IF NOT EXISTS uq_payments_tenant_capture_id_charge_id ON payments (tenant, capture_id, charge_id);
CREATE INDEX IF NOT EXISTS ix_payments_tenant_joint ON payments (tenant, joint);
"""


def upgrade() -> None:
    """Widen."""
    op.execute(JOINT)
