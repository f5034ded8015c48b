"""What is owed, by whom, and how it is paid."""

import sqlalchemy as sa

from billing.adapters.tables.metadata import metadata
from chassis.persistence.tables import Id, Moment, tenant_table

appointments = tenant_table(
    "appointments",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("begins_at", Moment, nullable=False),
    sa.Column("contact_name", sa.Text, nullable=False),
    sa.Column("contact_email", sa.Text),
    sa.Column("cancelled_at", Moment),
)

closed_cases = tenant_table(
    "closed_cases",
    metadata,
    sa.Column("case_id", Id, primary_key=True),
    sa.Column("closed_at", Moment, nullable=False),
)

charges = tenant_table(
    "charges",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("case_number", sa.Text, nullable=False),
    sa.Column("procedure", sa.Text, nullable=False),
    sa.Column("procedure_name", sa.Text, nullable=False),
    sa.Column("delivery", sa.Text, nullable=False),
    sa.Column("amount", sa.Integer, nullable=False),
    sa.Column("federation_share", sa.Integer, nullable=False),
    sa.Column("legal_basis", sa.Text, nullable=False),
    sa.Column("explanation", sa.Text, nullable=False),
    sa.Column("given_names", sa.Text, nullable=False),
    sa.Column("family_name", sa.Text, nullable=False),
    sa.Column("street", sa.Text, nullable=False),
    sa.Column("postal_code", sa.Text, nullable=False),
    sa.Column("city", sa.Text, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("mail_language", sa.Text, nullable=False, server_default="de"),
    sa.Column("assessed_at", Moment, nullable=False),
    sa.Column("settlement", sa.Text),
    sa.Column("settled_at", Moment),
    sa.Column("channel", sa.Text),
    sa.Column("voided_at", Moment),
    sa.Column("void_reason", sa.Text),
    sa.UniqueConstraint("tenant", "case_id"),
    sa.CheckConstraint("amount >= federation_share AND federation_share >= 0", name="amounts"),
    sa.CheckConstraint("settlement IN ('paid', 'invoiced', 'deferred', 'free')", name="settlement"),
    sa.CheckConstraint("channel IN ('email', 'post')", name="channel"),
    sa.Index(None, "tenant", "appointment_id"),
    sa.Index(
        "ix_charges_open",
        "tenant",
        "assessed_at",
        postgresql_where=sa.text("settlement IS NULL AND voided_at IS NULL"),
    ),
)

payments = tenant_table(
    "payments",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("charge_id", Id, nullable=False),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("amount", sa.Integer, nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("order_id", sa.Text),
    sa.Column("approve_url", sa.Text),
    sa.Column("capture_id", sa.Text),
    sa.Column("provider_fee", sa.Integer, nullable=False),
    sa.Column("captured_at", Moment),
    sa.Column("refund_id", sa.Text),
    sa.Column("refunded_at", Moment),
    sa.Column("joint", Id),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.UniqueConstraint("tenant", "charge_id", "attempt"),
    sa.UniqueConstraint("tenant", "order_id", "charge_id"),
    sa.UniqueConstraint("tenant", "capture_id", "charge_id"),
    sa.Index(None, "tenant", "joint"),
    sa.UniqueConstraint("tenant", "refund_id"),
    sa.CheckConstraint("state IN ('started', 'captured', 'refund_due', 'refunded', 'abandoned')", name="state"),
)

webhooks = tenant_table(
    "webhooks",
    metadata,
    sa.Column("transmission", sa.Text, primary_key=True),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("heard_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.UniqueConstraint("tenant", "event"),
)
