"""Rows as an installation has them after years, made by PostgreSQL itself in the schema of the real migrations.

The town that asks has at least ten thousand appointments and a tenth of all: the rest belongs to its neighbours. As the
nightly run leaves them, appointments older than a month have forgotten whose they were, events were sent within the
last two weeks and heard within the last two months.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

TOWN = "growing"
LEAST, SHARE = 10_000, 10
FORGOTTEN, REMEMBERED, SENT, HEARD = "gelöscht", 30, 13, 59
"""What stands for a name that was forgotten, and the days for which rows of each kind are kept."""
YEARS = 5

_WHOSE = """CASE WHEN n <= :least OR n % :share = 0 THEN :town ELSE 'neighbour-' || n % :towns END"""

_APPOINTMENTS = f"""
INSERT INTO appointment (tenant, id, number, key, state, office, desk, day, begins_at, ends_at, given_names,
                         family_name, extensions, items, sequence, epoch)
SELECT {_WHOSE}, gen_random_uuid(), 'P' || n, gen_random_uuid(),
       CASE WHEN n % 20 = 0 THEN 'cancelled' WHEN n % 10 = 3 THEN 'missed' ELSE 'done' END, 'o0', 'd0-' || n % 3,
       moment::date, moment, moment + '15 min', CASE WHEN days > :remembered THEN '' ELSE 'Erika' END,
       CASE WHEN days > :remembered THEN :forgotten ELSE 'Mustermann' END, 0, '[]', 0, 1
FROM generate_series(:first, :last) AS n, LATERAL (SELECT 1 + (n::bigint * 7919) % (365 * :years)) AS past(days),
     LATERAL (SELECT date_trunc('day', now()) - days * '1 day'::interval + '8 hours'::interval
              + n % 32 * '15 min'::interval) AS at(moment)
"""  # noqa: S608 - words of this file
_SENT = f"""
INSERT INTO outbox (tenant, id, subject, exchange, routing_key, mandatory, body, created_at, published_at)
SELECT {_WHOSE}, id, subject::text, 'booking.events', 'appointment.cancelled.v1', true,
       jsonb_build_object('id', id, 'specversion', '1.0', 'source', '/booking', 'subject', subject,
           'type', 'de.buergerbuero.booking.appointment.cancelled.v1', 'correlationid', subject,
           'data', jsonb_build_object('appointment_id', subject, 'by', 'citizen', 'cancelled_at', moment)),
       moment, moment
FROM generate_series(:first, :last) AS n,
     LATERAL (SELECT md5('event' || n)::uuid, md5('subject' || n)::uuid) AS ids(id, subject),
     LATERAL (SELECT now() - (n::bigint * 7919) % (86400 * :sent) * '1 second'::interval) AS at(moment)
"""  # noqa: S608 - words of this file
_HEARD = f"""
INSERT INTO inbox (tenant, consumer, source, event_id, received_at)
SELECT {_WHOSE}, 'booking.video.consultation.ended.v1', '/video', gen_random_uuid(),
       now() - (n::bigint * 7919) % (86400 * :heard) * '1 second'::interval
FROM generate_series(:first, :last) AS n
"""  # noqa: S608 - words of this file
_LINKS = f"""
INSERT INTO access (tenant, digest, appointment_id, purpose, epoch, valid_until)
SELECT {_WHOSE}, md5(n::text), gen_random_uuid(), 'manage', 1, now() + (n % 30 + 1) * '1 day'::interval
FROM generate_series(:first, :last) AS n
"""  # noqa: S608 - words of this file
_LOADS = (("appointment", _APPOINTMENTS, 1), ("outbox", _SENT, 2), ("inbox", _HEARD, 2), ("access", _LINKS, 10))
"""Tables, their rows, and of how many appointments there is one: as many events as appointments, half of them sent."""

_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), conname, pg_get_constraintdef(con.oid)
FROM pg_index LEFT JOIN pg_constraint con ON conindid = indexrelid AND contype IN ('p', 'u', 'x')
WHERE indrelid = CAST(:table AS regclass)
"""


@dataclass(frozen=True)
class Step:
    """How large the installation is."""

    towns: int
    rows: int
    """Appointments, and as many events."""


def load(owner: sa.Engine, step: Step, before: int) -> None:
    """Let the installation grow from so many rows to those of the step."""
    for table, rows, each in _LOADS:
        asked = {"town": TOWN, "least": LEAST // each, "share": SHARE, "towns": step.towns}
        asked |= {"first": before // each + 1, "last": step.rows // each, "years": YEARS, "sent": SENT, "heard": HEARD}
        asked |= {"remembered": REMEMBERED, "forgotten": FORGOTTEN}
        with owner.begin() as connection:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
            with _without_indexes(connection, table):
                connection.execute(sa.text(rows), asked)
    settle(owner)


@contextmanager
def _without_indexes(connection: sa.Connection, table: str) -> Iterator[None]:
    """Make a table's indexes anew after its rows, as a restore does; its triggers see nothing of it."""
    told = connection.execute(sa.text(_INDEXES), {"table": table}).all()
    connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for name, _definition, constraint, _rule in told:
        connection.exec_driver_sql(
            f"ALTER TABLE {table} DROP CONSTRAINT {constraint}" if constraint else f"DROP INDEX {name}"
        )
    yield
    for _name, definition, constraint, rule in told:
        connection.exec_driver_sql(
            f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {rule}" if constraint else definition
        )
    connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def settle(owner: sa.Engine) -> None:
    """Do what autovacuum would do some minutes later, so that it does not do it while something is measured."""
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        for table in (*(name for name, _rows, _each in _LOADS), "desk_day", "mail", "due_work"):
            connection.exec_driver_sql(f"VACUUM ANALYZE {table}")
        connection.exec_driver_sql("RESET statement_timeout")
