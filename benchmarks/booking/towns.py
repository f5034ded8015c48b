"""The towns of the benchmark: their catalogues, and their appointments seeded in SQL."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

from chassis.service import Running

DAYS = 60
FULL = 100
WEEKDAYS = ["mo", "di", "mi", "do", "fr", "sa", "so"]
PROCEDURE = "anliegen"
SLOTS_OF_DAY = 32
"""From 8 to 16 o'clock, a quarter of an hour each."""


@dataclass(frozen=True)
class Size:
    """How large a town is, how far it lets citizens look ahead, and how much of it is booked, in percent."""

    key: str
    offices: int
    desks: int
    horizon: int
    load: int
    was_booked: bool = False

    @property
    def days(self) -> int:
        """How many days are booked: 60, or only as many as are searched where all is full."""
        return DAYS if self.load < FULL else self.horizon + 2


SIZES = (
    Size("desk-day", 1, 1, 1, 70),
    Size("office-month", 1, 3, 30, 70),
    Size("town-month", 20, 3, 30, 70),
    Size("town-full", 20, 3, 30, 100),
    Size("town-cancelled", 20, 3, 30, 0, was_booked=True),
    Size("town-empty", 20, 3, 30, 0),
    Size("one-slot", 1, 1, 59, 0),
)

_SEED = """
INSERT INTO appointment (tenant, id, number, key, state, office, desk, day, begins_at, ends_at, busy_until,
                         family_name, extensions, items, sequence, epoch)
SELECT :tenant, gen_random_uuid(), upper(left(md5(o || '|' || d || '|' || t || '|' || s), 12)), gen_random_uuid(),
       'confirmed', 'o' || o, 'd' || o || '-' || d, :first + t, begins, begins + '15 min', begins + '15 min',
       'Mustermann', 0, '[]', 0, 1
FROM generate_series(0, :offices - 1) AS o, generate_series(0, :desks - 1) AS d, generate_series(0, :days - 1) AS t,
     generate_series(0, :slots - 1) AS s,
     LATERAL (SELECT ((:first + t + '8 hours'::interval) AT TIME ZONE 'Europe/Berlin') + s * '15 min'::interval)
         AS moment(begins)
WHERE abs(hashtext(o || '|' || d || '|' || t || '|' || s)) % 100 < :load
"""

# What is left of a town whose appointments were all called off.
_EMPTIED = """
INSERT INTO desk_day (tenant, day, desk, taken)
SELECT :tenant, :first + t, 'd' || o || '-' || d, repeat('0', 288)::bit(288)
FROM generate_series(0, :offices - 1) AS o, generate_series(0, :desks - 1) AS d, generate_series(0, :days - 1) AS t
"""

_BEFORE = (
    "ALTER TABLE appointment DISABLE TRIGGER keep_taken_steps",
    "ALTER TABLE appointment DROP CONSTRAINT ex_appointment_desk",
)
_AFTER = (
    "ALTER TABLE appointment ENABLE TRIGGER keep_taken_steps",
    "SET LOCAL statement_timeout = 0",
    (
        "ALTER TABLE appointment ADD CONSTRAINT ex_appointment_desk EXCLUDE USING gist "
        "(tenant WITH =, desk WITH =, busy WITH &&) WHERE (state IN ('held', 'confirmed'))"
    ),
)
# What the trigger keeps one by one, made at once, as the index of the constraint is:
# no town is booked full within one transaction.
_BITS = """
INSERT INTO desk_day (tenant, day, desk, taken)
SELECT tenant, steps.day, desk, bit_or(bits) FROM appointment, LATERAL steps_of(busy) AS steps
WHERE state = 'confirmed' GROUP BY 1, 2, 3
"""

_NEIGHBOURS = """
INSERT INTO desk_day (tenant, day, desk, taken)
SELECT 'neighbour-' || n, :first + t, 'd0-' || d, repeat('1110', 72)::bit(288)
FROM generate_series(:low, :high) AS n, generate_series(0, 2) AS d, generate_series(0, 59) AS t;
INSERT INTO appointment (tenant, id, number, key, state, office, desk, day, begins_at, ends_at, family_name,
                         extensions, items, sequence, epoch)
SELECT 'neighbour-' || n, gen_random_uuid(), 'N' || t, gen_random_uuid(), 'cancelled', 'o0', 'd0-0', :first + t,
       :first + t, :first + t + '15 min'::interval, 'Mustermann', 0, '[]', 0, 1
FROM generate_series(:low, :high) AS n, generate_series(0, 39) AS t
"""


def section(size: Size) -> dict[str, Any]:
    """Return the catalogue of a town: open every day from 8 to 16 o'clock."""
    hours = [{"days": WEEKDAYS, "opens": "08:00", "closes": "16:00", "on_holidays": True}]
    procedure = {"key": PROCEDURE, "name": "Anliegen", "summary": "", "group": "", "minutes": 15}
    return {
        "lead_minutes": 0,
        "horizon_days": size.horizon,
        "procedures": [procedure | {"identity_level": "none"}],
        "offices": [
            {
                "key": f"o{office}",
                "name": f"Standort {office}",
                "hours": hours,
                "desks": [{"key": f"d{office}-{desk}", "name": f"Platz {desk}"} for desk in range(size.desks)],
            }
            for office in range(size.offices)
        ],
    }


def write_tenant(folder: Path, key: str) -> None:
    """Write the file of one tenant."""
    told = {
        "key": key,
        "name": key,
        "authority": key,
        "hosts": [f"{key}.localhost"],
        "base_url": f"https://{key}.localhost",
        "land": "BW",
        "address": {"street": "Klosterhof 10", "postal_code": "73760", "city": "Ostfildern"},
        "phone": "+49 711 1",
        "mail_from": "town@example.org",
        "sign_in": {"issuer": "http://127.0.0.1:1", "client_id": key},
    }
    (folder / f"{key}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")


def seed(running: Running[Any], owner: sa.Engine, first: date, sizes: tuple[Size, ...] = SIZES) -> None:
    """Import the catalogues and fill the desks."""
    with owner.begin() as connection:
        for statement in _BEFORE:
            connection.exec_driver_sql(statement)
    for size in sizes:
        with running.work(running.tenants.by_key(size.key)) as unit:
            running.work.sections.store(
                unit.connection, size.key, running.service.section.model_validate(section(size))
            )
        asked = {"tenant": size.key, "first": first, "offices": size.offices, "desks": size.desks, "days": size.days}
        with owner.begin() as connection:
            if size.load:
                connection.execute(sa.text(_SEED), asked | {"slots": SLOTS_OF_DAY, "load": size.load})
            if size.was_booked:
                connection.execute(sa.text(_EMPTIED), asked)
    with owner.begin() as connection:
        connection.execute(sa.text(_BITS))
        for statement in _AFTER:
            connection.exec_driver_sql(statement)
    vacuum(owner)


def seed_neighbours(owner: sa.Engine, first: date, numbers: range) -> None:
    """Put other towns beside ours: the bits of 60 days of three desks each, and 40 appointments."""
    with owner.begin() as connection:
        connection.execute(sa.text(_NEIGHBOURS), {"first": first, "low": numbers.start, "high": numbers.stop - 1})
    vacuum(owner)


def vacuum(owner: sa.Engine) -> None:
    """Let the planner know the tables, as autovacuum would some minutes later."""
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE appointment")
        connection.exec_driver_sql("VACUUM ANALYZE desk_day")
