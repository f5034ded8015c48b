"""Tables as the house makes them, and the ones that every service has."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, UUID

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
Moment = sa.DateTime(timezone=True)
Id = UUID(as_uuid=True)


def house_metadata() -> sa.MetaData:
    """Return metadata with the house's names for constraints, holding the tables that every service has."""
    metadata = sa.MetaData(naming_convention=NAMING)
    for table in CHASSIS_TABLES:
        table.to_metadata(metadata)
    return metadata


def tenant_table(name: str, metadata: sa.MetaData, *items: sa.schema.SchemaItem) -> sa.Table:
    """Return a table whose first column, also of the primary key, is the tenant; row security belongs to it."""
    tenant = sa.Column("tenant", sa.Text, primary_key=True, nullable=False)
    return sa.Table(name, metadata, tenant, *items, info={"row_security": True})


_own = sa.MetaData(naming_convention=NAMING)
# Indexes named `…_over` are those by which a night finds what retention forgets (`retention/of_the_house.py`).

outbox = tenant_table(
    "outbox",
    _own,
    sa.Column("id", Id, primary_key=True),
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("exchange", sa.Text, nullable=False),
    sa.Column("routing_key", sa.Text, nullable=False),
    sa.Column("mandatory", sa.Boolean, nullable=False),
    sa.Column("body", JSONB, nullable=False),
    sa.Column("created_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("published_at", Moment),
    sa.Column("refused", sa.Text),
    sa.Index("ix_outbox_waiting", "tenant", "position", postgresql_where=sa.text("published_at IS NULL")),
    sa.Index(
        "ix_outbox_ready", "tenant", "position", postgresql_where=sa.text("published_at IS NULL AND refused IS NULL")
    ),
    sa.Index("ix_outbox_over", "tenant", "published_at", postgresql_where=sa.text("published_at IS NOT NULL")),
)

inbox = tenant_table(
    "inbox",
    _own,
    sa.Column("consumer", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("event_id", Id, primary_key=True),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Index("ix_inbox_over", "tenant", "received_at"),
)

snapshot = tenant_table(
    "snapshot",
    _own,
    sa.Column("consumer", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("sequence", sa.BigInteger, nullable=False),
)

mail = tenant_table(
    "mail",
    _own,
    sa.Column("id", Id, primary_key=True),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("attachments", JSONB, nullable=False),
    sa.Column("created_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("sent_at", Moment),
    sa.Index("ix_mail_over", "tenant", "sent_at", postgresql_where=sa.text("sent_at IS NOT NULL")),
    sa.Index("ix_mail_unsent", "tenant", "created_at", postgresql_where=sa.text("sent_at IS NULL")),
)

access = tenant_table(
    "access",
    _own,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("valid_until", Moment, nullable=False),
    sa.Column("revoked_at", Moment),
    sa.Index(None, "tenant", "appointment_id", "purpose"),
    sa.Index("ix_access_over", "tenant", "valid_until"),
)

audit = tenant_table(
    "audit",
    _own,
    sa.Column("id", Id, primary_key=True),
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", Id, nullable=False),
    # Of this row and the digest before it: who changes or drops a row breaks the chain (`audit.py`).
    sa.Column("digest", sa.Text),
    sa.Index("ix_audit_position", "tenant", "position"),
)

catalogue = tenant_table(
    "catalogue",
    _own,
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("section", JSONB, nullable=False),
    sa.Column("imported_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("author", sa.Text),
    sa.Column("note", sa.Text),
)

request_tally = tenant_table(
    "request_tally",
    _own,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("since", Moment, nullable=False),
    sa.Column("requests", sa.Integer, nullable=False),
    sa.Index(None, "tenant", "kind", "since"),
    sa.Index("ix_request_tally_over", "tenant", "since"),
)

one_time_code = tenant_table(
    "one_time_code",
    _own,
    sa.Column("purpose", sa.Text, primary_key=True),
    sa.Column("subject", Id, primary_key=True),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("valid_until", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("issued", sa.Integer, nullable=False),
)

operator_entrance = tenant_table(
    "operator_entrance",
    _own,
    sa.Column("id", Id, primary_key=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("until", Moment, nullable=False),
    sa.Index(None, "tenant", "actor", "until"),
)

due_work = sa.Table(
    "due_work",
    _own,
    sa.Column("tenant", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("item", Id, primary_key=True),
    sa.Column("due", Moment, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("failure", sa.Text),
    sa.Column("scheduled_at", Moment),
    sa.Column("traceparent", sa.Text, comment="of the span that scheduled it (W3C trace context)"),
    sa.Index(None, "due"),
    info={"row_security": False, "why": "claimed across tenants; holds ids and times only"},
)

CHASSIS_TABLES = (
    outbox,
    inbox,
    snapshot,
    mail,
    access,
    audit,
    catalogue,
    request_tally,
    one_time_code,
    operator_entrance,
    due_work,
)
