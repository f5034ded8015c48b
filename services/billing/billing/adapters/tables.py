"""Billing's tables."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from chassis.persistence.tables import Id, Moment, house_metadata, tenant_table

metadata = house_metadata()

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
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.UniqueConstraint("tenant", "charge_id", "attempt"),
    sa.UniqueConstraint("tenant", "order_id"),
    sa.UniqueConstraint("tenant", "capture_id"),
    sa.UniqueConstraint("tenant", "refund_id"),
    sa.CheckConstraint("state IN ('started', 'captured', 'refund_due', 'refunded', 'abandoned')", name="state"),
)

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

ledger_entries = tenant_table(
    "ledger_entries",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
    sa.Column("charge_id", Id),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("booked_at", Moment, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.UniqueConstraint("tenant", "charge_id", "what"),
)

ledger_lines = tenant_table(
    "ledger_lines",
    metadata,
    sa.Column("entry_id", Id, primary_key=True),
    sa.Column("line", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "entry_id"], ["ledger_entries.tenant", "ledger_entries.id"]),
    sa.CheckConstraint("amount <> 0", name="amount"),
    sa.CheckConstraint(
        "account IN ('receivables', 'bank', 'paypal_clearing', 'federation_share', 'fees', 'psp_cost', "
        "'unidentified', 'dunning_fees', 'refunds')",
        name="account",
    ),
    sa.Index(None, "tenant", "account"),
)

statement_files = tenant_table(
    "statement_files",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("taken_at", Moment, nullable=False),
    sa.Column("taken_by", sa.Text, nullable=False),
    sa.Column("transactions", sa.Integer, nullable=False),
    sa.Column("seen", sa.Integer, nullable=False),
    sa.Column("booked", sa.Integer, nullable=False),
    sa.Column("finished_at", Moment),
)

statements = tenant_table(
    "statements",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("file_id", Id, nullable=False),
    sa.Column("iban", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("sequence", sa.Integer),
    sa.Column("opening", sa.BigInteger),
    sa.Column("closing", sa.BigInteger),
    sa.ForeignKeyConstraint(["tenant", "file_id"], ["statement_files.tenant", "statement_files.id"]),
    sa.CheckConstraint("kind IN ('statement', 'notification')", name="kind"),
)

receipts = tenant_table(
    "receipts",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("statement_id", Id, nullable=False),
    sa.Column("iban", sa.Text, nullable=False),
    sa.Column("booked_on", sa.Date, nullable=False),
    sa.Column("value_on", sa.Date, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("counter_iban", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("end_to_end", sa.Text, nullable=False),
    sa.Column("returned", sa.Boolean, nullable=False),
    sa.Column("charge_id", Id),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("noted_at", Moment),
    sa.Column("noted_by", sa.Text),
    sa.ForeignKeyConstraint(["tenant", "statement_id"], ["statements.tenant", "statements.id"]),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.CheckConstraint(
        "outcome IN ('exact', 'partial', 'over', 'duplicate', 'foreign', 'return', 'refund')", name="outcome"
    ),
    sa.Index(None, "tenant", "charge_id"),
    sa.Index("ix_receipts_to_note", "tenant", "booked_on", postgresql_where=sa.text("noted_at IS NULL")),
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

refund_files = tenant_table(
    "refund_files",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
)

refunds = tenant_table(
    "refunds",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("charge_id", Id, nullable=False),
    sa.Column("receipt_id", Id, nullable=False),
    sa.Column("amount", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("iban", sa.Text, nullable=False),
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("proposed_by", sa.Text, nullable=False),
    sa.Column("approved_at", Moment),
    sa.Column("approved_by", sa.Text),
    sa.Column("file_id", Id),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.ForeignKeyConstraint(["tenant", "receipt_id"], ["receipts.tenant", "receipts.id"]),
    sa.ForeignKeyConstraint(["tenant", "file_id"], ["refund_files.tenant", "refund_files.id"]),
    sa.CheckConstraint("amount > 0", name="amount"),
    sa.CheckConstraint("approved_by <> proposed_by", name="four_eyes"),
    sa.CheckConstraint("file_id IS NULL OR approved_at IS NOT NULL", name="approved"),
    sa.Index("uq_refunds_open", "tenant", "charge_id", unique=True, postgresql_where=sa.text("file_id IS NULL")),
)

webhooks = tenant_table(
    "webhooks",
    metadata,
    sa.Column("transmission", sa.Text, primary_key=True),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("heard_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.UniqueConstraint("tenant", "event"),
)
