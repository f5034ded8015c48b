"""The table of outages."""

import sqlalchemy as sa

from booking.adapters.tables import metadata
from chassis.persistence.tables import Id, Moment, tenant_table

outage = tenant_table(
    "outage",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("desk", sa.Text),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("met", sa.Integer, nullable=False),
    sa.Column("announced_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.CheckConstraint("first <= last", name="days"),
)
