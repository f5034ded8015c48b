"""Fee notices, and the papers that follow them: reminders, cancellations, and what stands against reminders."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from billing.adapters.tables.metadata import metadata
from chassis.persistence.tables import Id, Moment, tenant_table

notice_numbers = tenant_table(
    "notice_numbers",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)

notices = tenant_table(
    "notices",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("charge_id", Id, nullable=False),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("kassenzeichen", sa.Text, nullable=False),
    sa.Column("rf", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("amount", sa.Integer, nullable=False),
    sa.Column("dated", sa.Date, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("numbered_at", Moment, nullable=False),
    sa.Column("digest", sa.Text),
    sa.Column("issued_at", Moment),
    sa.Column("paid_at", Moment),
    sa.Column("cancelled_at", Moment),
    sa.Column("posted_on", sa.Date),
    sa.Column("notified_on", sa.Date),
    sa.Column("objection_until", sa.Date),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.UniqueConstraint("tenant", "charge_id"),
    sa.UniqueConstraint("tenant", "year", "serial"),
    sa.UniqueConstraint("tenant", "kassenzeichen"),
    sa.Index(None, "tenant", "rf"),
    sa.Index(None, "tenant", "number"),
    sa.Index(None, "tenant", "appointment_id"),
)

notice_documents = tenant_table(
    "notice_documents",
    metadata,
    sa.Column("notice_id", Id, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "notice_id"], ["notices.tenant", "notices.id"]),
)

paper_numbers = tenant_table(
    "paper_numbers",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)

papers = tenant_table(
    "papers",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("charge_id", Id, nullable=False),
    sa.Column("notice_id", Id, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("dated", sa.Date, nullable=False),
    sa.Column("amount", sa.Integer, nullable=False),
    sa.Column("fee", sa.Integer, nullable=False),
    sa.Column("pay_until", sa.Date),
    sa.Column("content", JSONB, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("digest", sa.Text),
    sa.Column("issued_at", Moment),
    sa.Column("posted_on", sa.Date),
    sa.ForeignKeyConstraint(["tenant", "notice_id"], ["notices.tenant", "notices.id"]),
    sa.UniqueConstraint("tenant", "kind", "year", "serial"),
    sa.UniqueConstraint("tenant", "kind", "notice_id"),
    sa.CheckConstraint("kind IN ('reminder', 'cancellation')", name="kind"),
    sa.Index(None, "tenant", "charge_id"),
)

paper_documents = tenant_table(
    "paper_documents",
    metadata,
    sa.Column("paper_id", Id, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "paper_id"], ["papers.tenant", "papers.id"]),
)

suspensions = tenant_table(
    "suspensions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("charge_id", Id, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("begun_by", sa.Text, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("ended_by", sa.Text),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.CheckConstraint("reason IN ('objection', 'deferral', 'exemption')", name="reason"),
    sa.Index("uq_suspensions_open", "tenant", "charge_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")),
)
