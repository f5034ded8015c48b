"""Says of audit details, facts and contacts since when they are kept, so that they can be forgotten in time."""

from alembic import op

from chassis.persistence.schema import roles

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the moments; a new database has them from the tables' own migrations."""
    for table, column in (("audit_detail", "noted_at"), ("check_facts", "kept_at"), ("contact", "kept_at")):
        op.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column} timestamptz NOT NULL DEFAULT now()")
    # To forget rows in batches they are locked, which takes a right to change something: the moment, never the details.
    op.execute(f'GRANT UPDATE (noted_at) ON audit_detail TO "{roles().service}"')
