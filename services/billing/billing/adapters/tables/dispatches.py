"""By which ways documents left, attempt by attempt."""

import sqlalchemy as sa

from billing.adapters.tables.metadata import metadata
from chassis.persistence.tables import Id, Moment, tenant_table

dispatches = tenant_table(
    "dispatches",
    metadata,
    sa.Column("item", Id, primary_key=True),
    sa.Column("attempt", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("charge_id", Id, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("mail_id", Id),
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("handed_at", Moment),
    sa.Column("failed_at", Moment),
    sa.Column("why", sa.Text),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("solved_at", Moment),
    sa.Column("solved_by", sa.Text),
    sa.Column("document", sa.LargeBinary),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.CheckConstraint("channel IN ('email', 'post')", name="channel"),
    sa.CheckConstraint("kind IN ('notice', 'reminder', 'cancellation')", name="kind"),
    sa.CheckConstraint("why IN ('mail_refused', 'letter_refused', 'letter_rejected', 'returned')", name="why"),
    sa.Index(None, "tenant", "mail_id"),
    sa.Index(None, "tenant", "charge_id"),
    sa.Index(
        "ix_dispatches_to_solve",
        "tenant",
        "failed_at",
        postgresql_where=sa.text("failed_at IS NOT NULL AND solved_at IS NULL"),
    ),
)
