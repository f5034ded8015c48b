"""Fulfilment's tables."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from chassis.persistence.tables import Id, Moment, house_metadata, tenant_table

metadata = house_metadata()

appointment = tenant_table(
    "appointment",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("begins_at", Moment, nullable=False),
    sa.Column("contact", JSONB, nullable=False),
    sa.Column("check", sa.Text, nullable=False),
    sa.Column("person", JSONB),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("check_reason", sa.Text),
    sa.Column("checked_at", Moment, comment="when the newest known outcome of a check was"),
    sa.Column("closed_at", Moment),
    sa.Column("booked", JSONB, nullable=False, server_default="{}", comment="what booking knows that forms ask again"),
)

procedure_version = tenant_table(
    "procedure_version",
    metadata,
    sa.Column("procedure", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True, comment="digest of the definition"),
    sa.Column("definition", JSONB, nullable=False),
)

case_counter = tenant_table(
    "case_counter",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)

cases = tenant_table(
    "cases",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("procedure", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("procedure_name", sa.Text, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("answers", JSONB, nullable=False),
    sa.Column("statement", JSONB),
    sa.Column("confirmed_digest", sa.Text, comment="SHA-256 of the text that the citizen confirmed"),
    sa.Column("confirmed_at", Moment),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("settlement", sa.Text),
    sa.Column("reference", sa.Text, comment="the authority's"),
    sa.Column("reason", sa.Text),
    sa.Column("due_on", sa.Date, comment="empty while the town's clock stands still"),
    sa.Column("sending_since", Moment, comment="when the first attempt to hand it over began"),
    sa.Column("correction", JSONB, comment="what a clerk has put right about the person, and why"),
    sa.ForeignKeyConstraint(["tenant", "appointment_id"], ["appointment.tenant", "appointment.id"]),
    sa.ForeignKeyConstraint(
        ["tenant", "procedure", "version"],
        ["procedure_version.tenant", "procedure_version.procedure", "procedure_version.version"],
        name="fk_cases_procedure_version",
    ),
    sa.UniqueConstraint("tenant", "number"),
    sa.Index(None, "tenant", "appointment_id"),
    sa.Index("ix_cases_state", "tenant", "state", "changed_at"),
)

step = tenant_table(
    "step",
    metadata,
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "case_id"], ["cases.tenant", "cases.id"]),
    sa.Index(None, "tenant", "case_id"),
)

certificate = tenant_table(
    "certificate",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("issued_at", Moment, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "case_id"], ["cases.tenant", "cases.id"]),
    sa.UniqueConstraint("tenant", "code"),
    sa.UniqueConstraint("tenant", "case_id", name="uq_certificate_case"),
    sa.Index(None, "tenant", "appointment_id"),
)

revocation = tenant_table(
    "revocation",
    metadata,
    sa.Column("certificate_id", Id, primary_key=True),
    sa.Column("revoked_at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "certificate_id"], ["certificate.tenant", "certificate.id"]),
)

revocation_proposal = tenant_table(
    "revocation_proposal",
    metadata,
    sa.Column("certificate_id", Id, primary_key=True),
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "certificate_id"], ["certificate.tenant", "certificate.id"]),
)

document = tenant_table(
    "document",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("sent_at", Moment, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "case_id"], ["cases.tenant", "cases.id"]),
    sa.Index(None, "tenant", "appointment_id"),
)

signature = tenant_table(
    "signature",
    metadata,
    sa.Column("case_id", Id, primary_key=True),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, comment="SHA-256 of the text that was signed"),
    sa.Column("signed_at", Moment, nullable=False),
    sa.Column("typed_name", sa.Text, nullable=False),
    sa.Column("image", sa.LargeBinary, comment="PNG, written anew by us"),
    sa.Column("code_checked", sa.Boolean, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "case_id"], ["cases.tenant", "cases.id"]),
    sa.Index(None, "tenant", "appointment_id"),
)

timer = tenant_table(
    "timer",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "case_id"], ["cases.tenant", "cases.id"]),
    sa.UniqueConstraint("tenant", "case_id", "name"),
)

task = tenant_table(
    "task",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("case_id", Id, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("taken_by", sa.Text),
    sa.Column("taken_name", sa.Text),
    sa.Column("done_at", Moment),
    sa.Column("done_by", sa.Text),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "case_id"], ["cases.tenant", "cases.id"]),
    sa.Index(None, "tenant", "case_id"),
    sa.Index("ix_task_waiting", "tenant", "role", "due_on", postgresql_where=sa.text("done_at IS NULL")),
)

webhook_delivery = tenant_table(
    "webhook_delivery",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("endpoint", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False, comment="as it is signed and sent, byte by byte"),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("appointment_id", Id),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("tried_at", Moment),
    sa.Column("next_at", Moment),
    sa.Column("status", sa.Integer),
    sa.Column("failure", sa.Text, nullable=False),
    sa.CheckConstraint("state IN ('waiting','delivered','failed')", name="state"),
    sa.Index(None, "tenant", "endpoint", "tried_at"),
    sa.Index(None, "tenant", "created_at"),
    sa.Index(None, "tenant", "appointment_id"),
)
