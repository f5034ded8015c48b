"""Booking's tables."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BIT, JSONB, TSTZRANGE, ExcludeConstraint

from booking.domain.steps import STEPS_OF_DAY
from chassis.persistence.tables import Id, Moment, house_metadata, tenant_table

metadata = house_metadata()

LIVE = "state IN ('held', 'confirmed')"
"""The states in which a row takes up its desk."""

appointment = tenant_table(
    "appointment",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("key", Id, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("desk", sa.Text, nullable=False),
    # Searched by day: under row security PostgreSQL uses no index for the range's own operators.
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("begins_at", Moment, nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("during", TSTZRANGE, sa.Computed("tstzrange(begins_at, ends_at)"), nullable=False),
    # When the desk is free again: the appointment's end and the clerk's work after it.
    sa.Column("busy_until", Moment),
    sa.Column("busy", TSTZRANGE, sa.Computed("tstzrange(begins_at, COALESCE(busy_until, ends_at))"), nullable=False),
    sa.Column("held_until", Moment),
    sa.Column("extensions", sa.Integer, nullable=False),
    sa.Column("items", JSONB, nullable=False),
    sa.Column("given_names", sa.Text),
    sa.Column("family_name", sa.Text),
    sa.Column("email", sa.Text),
    # Searched by instead of `lower(email)`, for which row security lets PostgreSQL use no index.
    sa.Column("address", sa.Text, sa.Computed("lower(email)")),
    sa.Column("phone", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("mail_language", sa.Text, nullable=False, server_default="de"),
    sa.Column("interpreter", sa.Text),
    sa.Column("persons", sa.Integer, nullable=False, server_default="1"),
    sa.Column("sign_language", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("needs", sa.Text),
    # Who comes along and who is represented, by which right.
    sa.Column("party", JSONB, nullable=False, server_default=sa.text("'{}'")),
    sa.Column("consented_at", Moment),
    # Of a telephone booking's PIN only a salted digest is kept (scrypt).
    sa.Column("pin_salt", sa.LargeBinary),
    sa.Column("pin_digest", sa.LargeBinary),
    # Of those that were missed: somebody came, but too late.
    sa.Column("came_late", sa.Boolean, nullable=False, server_default=sa.false()),
    # The outage for which the town called it off; empty where the citizen did.
    sa.Column("outage", Id),
    sa.Column("walk_in", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("created_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.CheckConstraint("state IN ('held', 'confirmed', 'cancelled', 'done', 'missed')", name="state"),
    sa.CheckConstraint("(state = 'held') = (held_until IS NOT NULL)", name="held"),
    sa.CheckConstraint("state = 'held' OR family_name IS NOT NULL", name="citizen"),
    sa.CheckConstraint("begins_at < ends_at", name="interval"),
    sa.CheckConstraint("ends_at <= busy_until", name="busy"),
    # The one place that makes overselling impossible.
    ExcludeConstraint(
        ("tenant", "="),
        ("desk", "="),
        ("busy", "&&"),
        name="ex_appointment_desk",
        using="gist",
        where=sa.text(LIVE),
    ),
    sa.Index("uq_appointment_number", "tenant", "number", unique=True),
    sa.Index("uq_appointment_key", "tenant", "key", unique=True, postgresql_where=sa.text(LIVE)),
    sa.Index("ix_appointment_day", "tenant", "day", postgresql_where=sa.text(LIVE)),
    sa.Index("ix_appointment_held", "tenant", "day", postgresql_where=sa.text("state = 'held'")),
    sa.Index("ix_appointment_every_day", "tenant", "day"),
    sa.Index("ix_appointment_address", "tenant", "address", postgresql_where=sa.text("state = 'confirmed'")),
)

desk_day = tenant_table(
    "desk_day",
    metadata,
    # A day of UTC: each has 288 steps of five minutes. It comes first, so that a month is one stretch of the index.
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("desk", sa.Text, primary_key=True),
    sa.Column("taken", BIT(STEPS_OF_DAY), nullable=False),
)
"""Which steps confirmed appointments take, kept by a trigger in the transaction that changes them."""

tariff = tenant_table(
    "tariff",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("fees", JSONB, nullable=False),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Index("ix_tariff_valid_from", "tenant", "valid_from"),
)

link_request = tenant_table(
    "link_request",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("address", sa.Text, nullable=False),
)
