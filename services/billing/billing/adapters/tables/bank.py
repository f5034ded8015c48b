"""What the bank has reported, and what it is ordered to give back."""

import sqlalchemy as sa

from billing.adapters.tables.metadata import metadata
from chassis.persistence.tables import Id, Moment, tenant_table

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
    sa.Column("withdrawn_at", Moment),
    sa.Column("withdrawn_by", sa.Text),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.ForeignKeyConstraint(["tenant", "receipt_id"], ["receipts.tenant", "receipts.id"]),
    sa.ForeignKeyConstraint(["tenant", "file_id"], ["refund_files.tenant", "refund_files.id"]),
    sa.CheckConstraint("amount > 0", name="amount"),
    sa.CheckConstraint("approved_by <> proposed_by", name="four_eyes"),
    sa.CheckConstraint("file_id IS NULL OR approved_at IS NOT NULL", name="approved"),
    sa.CheckConstraint("withdrawn_at IS NULL OR approved_at IS NULL", name="withdrawn"),
    sa.Index(
        "uq_refunds_open",
        "tenant",
        "charge_id",
        unique=True,
        postgresql_where=sa.text("file_id IS NULL AND withdrawn_at IS NULL"),
    ),
)
