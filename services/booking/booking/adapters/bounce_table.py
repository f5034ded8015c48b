"""The table of mails that came back, open until a clerk has done something about it."""

import sqlalchemy as sa

from booking.adapters.tables import metadata
from chassis.persistence.tables import Id, Moment, tenant_table

bounce = tenant_table(
    "bounce",
    metadata,
    sa.Column("appointment_id", Id, primary_key=True),
    sa.Column("mail", Id, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("noted_at", Moment, nullable=False),
    sa.Column("done_at", Moment),
    sa.Index("ix_bounce_open", "tenant", "noted_at", postgresql_where=sa.text("done_at IS NULL")),
)
