"""The tables of identity. No column for an image, a zone, a serial number or an answer."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from chassis.persistence.tables import Id, Moment, house_metadata, tenant_table

metadata = house_metadata()

checks = tenant_table(
    "checks",
    metadata,
    sa.Column("appointment_id", Id, primary_key=True),
    sa.Column("id", Id, nullable=False),
    sa.Column("booked_given_names", sa.Text, nullable=False),
    sa.Column("booked_family_name", sa.Text, nullable=False),
    sa.Column("required_level", sa.Text, nullable=False),
    sa.Column("begins_at", Moment, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("consultation_id", Id),
    sa.Column("clerk", sa.Text),
    sa.Column("results", JSONB, nullable=False),
    sa.Column("decided_at", Moment),
    sa.Column("decided_by", sa.Text),
    sa.Column("level", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("method", sa.Text),
    sa.CheckConstraint(
        "level IS DISTINCT FROM 'high' OR coalesce(method, 'video') IN ('in_person', 'bundid')",
        name="video_is_never_high",
    ),
    sa.UniqueConstraint("tenant", "id"),
    sa.Index(None, "tenant", "status", "begins_at"),
)

audit_detail = tenant_table(
    "audit_detail",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("subject", Id, nullable=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("details", JSONB, nullable=False),
    sa.Column("noted_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Index(None, "tenant", "subject"),
)

contact = tenant_table(
    "contact",
    metadata,
    sa.Column("appointment_id", Id, primary_key=True),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("mail_language", sa.Text, nullable=False, server_default="de"),
    sa.Column("kept_at", Moment, nullable=False, server_default=sa.func.now()),
)

register_entry = tenant_table(
    "register_entry",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("imported_at", Moment, nullable=False),
)

check_facts = tenant_table(
    "check_facts",
    metadata,
    sa.Column("check_id", Id, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", Moment, nullable=False, server_default=sa.func.now()),
)

asked_topic = tenant_table(
    "asked_topic",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Index(None, "tenant", "asked_at"),
)

lock_task = tenant_table(
    "lock_task",
    metadata,
    sa.Column("appointment_id", Id, primary_key=True),
    sa.Column("reasons", JSONB, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("done_at", Moment),
    sa.Index(None, "tenant", "opened_at"),
)

staff_name = tenant_table(
    "staff_name",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Index(None, "tenant", "seen_at"),
)
