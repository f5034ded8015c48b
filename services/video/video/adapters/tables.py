"""Video's tables."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from chassis.persistence.tables import Id, Moment, house_metadata, tenant_table

metadata = house_metadata()

consultation = tenant_table(
    "consultation",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False, comment="the town's calendar day, to search by under row security"),
    sa.Column("begins_at", Moment, nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("office_name", sa.Text, nullable=False),
    sa.Column("desk", sa.Text, nullable=False),
    sa.Column("given_names", sa.Text, nullable=False),
    sa.Column("family_name", sa.Text, nullable=False),
    sa.Column("phone", sa.Text),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("interpreter", sa.Text),
    sa.Column("procedures", JSONB, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("consented_at", Moment),
    sa.Column("arrived_at", Moment),
    sa.Column("started_at", Moment),
    sa.Column("ended_at", Moment),
    sa.Column("clerk", sa.Text),
    sa.Column("clerk_name", sa.Text),
    sa.Column("outcome", sa.Text),
    sa.Column("message", sa.Text, nullable=False, server_default=""),
    sa.Column("authenticated_at", Moment, comment="both sides have read the same number of their connection"),
    sa.Column("walk_in", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("sign_language", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("needs", sa.Text),
    sa.Column("devices", sa.Text, nullable=False, server_default=""),
    sa.Column("parked_at", Moment),
    sa.Column("offered_to", sa.Text),
    sa.Column("call_back_at", Moment, comment="since when somebody waits to be called on the telephone"),
    sa.Column("next_seq", sa.BigInteger, nullable=False, server_default="0"),
    sa.UniqueConstraint("tenant", "appointment_id"),
    sa.CheckConstraint("state IN ('planned','waiting','in_call','ended','missed','cancelled')", name="state"),
    sa.CheckConstraint("state <> 'in_call' OR clerk IS NOT NULL", name="call_has_clerk"),
    sa.Index(None, "tenant", "day", "begins_at"),
)


def _of_consultation() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", "consultation_id"], ["consultation.tenant", "consultation.id"], ondelete="CASCADE"
    )


participant = tenant_table(
    "participant",
    metadata,
    sa.Column("consultation_id", Id, primary_key=True),
    sa.Column("id", Id, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("page", Id, nullable=False),
    sa.Column("seen_at", Moment),
    _of_consultation(),
)

signal = tenant_table(
    "signal",
    metadata,
    sa.Column("consultation_id", Id, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("sender", Id, nullable=False),
    sa.Column("sender_epoch", sa.Integer, nullable=False),
    sa.Column("recipient", Id),
    sa.Column("recipient_epoch", sa.Integer),
    sa.Column("body", JSONB, nullable=False),
    sa.Column("said_at", Moment, nullable=False),
    _of_consultation(),
)

check_copy = tenant_table(
    "check_copy",
    metadata,
    sa.Column("appointment_id", Id, primary_key=True),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("level", sa.Text),
)

case_copy = tenant_table(
    "case_copy",
    metadata,
    sa.Column("case_id", Id, primary_key=True),
    sa.Column("appointment_id", Id, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("procedure_name", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Index(None, "tenant", "appointment_id"),
)

note = tenant_table(
    "note",
    metadata,
    sa.Column("consultation_id", Id, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("clerk", sa.Text, nullable=False),
    sa.Column("written_at", Moment, nullable=False),
    _of_consultation(),
)

clerk = tenant_table(
    "clerk",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("presence", sa.Text, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("since", Moment, comment="when they came or became what they are"),
    sa.Column("office", sa.Text, nullable=False, server_default="", comment="whose queue they look at, empty for all"),
)

quality = tenant_table(
    "quality",
    metadata,
    sa.Column("consultation_id", Id, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("measured_at", Moment, primary_key=True),
    sa.Column("round_trip_seconds", sa.Float, nullable=False),
    sa.Column("loss", sa.Float, nullable=False),
    sa.Column("frames_per_second", sa.Float, nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("relayed", sa.Boolean, nullable=False),
    sa.Column("freezes", sa.Integer, nullable=False),
    _of_consultation(),
)

feedback = tenant_table(
    "feedback",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("day", Moment, nullable=False, comment="midnight in the town: no call can be told from it"),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.CheckConstraint("answer IN ('good','fair','poor')", name="answer"),
)

guest = tenant_table(
    "guest",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("consultation_id", Id, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("invited_at", Moment, nullable=False),
    _of_consultation(),
    sa.Index(None, "tenant", "consultation_id"),
)

TABLES = (consultation, participant, signal, check_copy, case_copy, note)
