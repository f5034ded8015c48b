"""The table of the waiting list: an address, a wish, and the offer that waits for an answer."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from booking.adapters.tables import metadata
from chassis.persistence.tables import Id, Moment, tenant_table

waiting = tenant_table(
    "waiting",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("mail_language", sa.Text, nullable=False, server_default="de"),
    sa.Column("address", sa.Text, sa.Computed("lower(email)")),
    sa.Column("procedures", JSONB, nullable=False),
    sa.Column("persons", sa.Integer, nullable=False, server_default="1"),
    sa.Column("offices", JSONB, nullable=False),
    sa.Column("weekdays", JSONB, nullable=False),
    sa.Column("parts", JSONB, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("consented_at", Moment, nullable=False),
    sa.Column("hold", Id),
    sa.Column("offered_until", Moment),
    sa.Column("unanswered", sa.Integer, nullable=False),
    sa.Column("passed", JSONB, nullable=False),
    sa.Column("joined_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.CheckConstraint("offered_until IS NULL OR hold IS NOT NULL", name="offer"),
    sa.Index("ix_waiting_in_line", "tenant", "joined_at", postgresql_where=sa.text("hold IS NULL")),
    sa.Index("uq_waiting_hold", "tenant", "hold", unique=True, postgresql_where=sa.text("hold IS NOT NULL")),
    sa.Index("ix_waiting_address", "tenant", "address"),
)
