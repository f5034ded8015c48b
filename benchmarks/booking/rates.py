"""Hold and confirm as the application does, against pgbench with the very same SQL, in turns.

The SQL is taken down while the application books once; ids and moments are then drawn by pgbench for each round.
"""

import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from benchmarks.booking.setting import Setting
from benchmarks.booking.towns import PROCEDURE
from booking.domain.appointment import Appointment, Citizen
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.queries import search_for

CLIENTS, SECONDS, ROUNDS = 2, 4, 3
TOWN = "town-month"
CITIZEN = Citizen(given_names="Erika", family_name="Mustermann", email="erika@example.org")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def share_of_pgbench(setting: Setting, folder: Path) -> tuple[float, float, float]:
    """Return bookings a second of the application and of pgbench, and the median of their ratios."""
    free = free_moments(setting)
    script = folder / "book.sql"
    script.write_text(_script(setting, next(free)))
    rounds = [(_application(setting, free), _pgbench(setting, script, number)) for number in range(ROUNDS)]
    ours, theirs = zip(*rounds, strict=True)
    return median(ours), median(theirs), median(one / other for one, other in rounds)


def free_moments(setting: Setting, town: str = TOWN) -> Iterator[datetime]:
    """Yield free moments of a town, spread over its days, each with a free desk."""
    with setting.running.work(setting.running.tenants.by_key(town)) as unit:
        search = search_for(unit, [PROCEDURE])
        free = search.free(unit.appointments.taken(search.steps, search.now))
    days = [free.every_desk(day) for day in free.days]
    for turn in range(40):
        for slots in (slots for day in days for slots in day):
            if turn < len(slots):
                yield slots[0].time.begins_at


def book(setting: Setting, begins_at: datetime, town: str = TOWN) -> Appointment:
    """Hold a time and confirm it, each in its own transaction."""
    work = setting.running.work.of(setting.running.tenants.by_key(town))
    with work() as unit:
        held = hold_time(unit, Wish((PROCEDURE,), begins_at, uuid4()))
    with work() as unit:
        booked: Appointment = confirm_appointment(unit, held.id, CITIZEN, setting.running.ports)
        return booked


def _application(setting: Setting, free: Iterator[datetime]) -> float:
    moments = [[next(free) for _ in range(1500)] for _ in range(CLIENTS)]
    until, began = time.monotonic() + SECONDS, time.monotonic()

    def run(mine: list[datetime]) -> int:
        for count, moment in enumerate(mine):
            if time.monotonic() > until:
                return count
            book(setting, moment)
        return len(mine)

    with ThreadPoolExecutor(CLIENTS) as pool:
        done = sum(pool.map(run, moments))
    return done / (time.monotonic() - began)


@contextmanager
def _taken_down(engine: sa.Engine) -> Iterator[list[str]]:
    """Collect every statement with its values in place, and the ends of transactions."""
    said: list[str] = []

    def statement(_c: Any, cursor: Any, text: str, values: Any, *_: Any) -> None:  # noqa: ANN401 - SQLAlchemy's hook
        said.append(cursor.mogrify(text, values).decode().strip().replace("\n", " ") + ";")

    hooks = {
        "before_cursor_execute": statement,
        "begin": lambda _c: said.append("BEGIN;"),
        "commit": lambda _c: said.append("COMMIT;"),
    }
    for name, hook in hooks.items():
        sa.event.listen(engine, name, hook)
    yield said
    for name, hook in hooks.items():
        sa.event.remove(engine, name, hook)


def _script(setting: Setting, begins_at: datetime) -> str:
    with _taken_down(setting.running.work.engine) as said:
        booked = book(setting, begins_at)
    text = "\n".join(said)
    # Every id is drawn anew; moments lie after all that is booked, at a desk of the client's own.
    ids = {found: f"id{index}" for index, found in enumerate(dict.fromkeys(_UUID.findall(text)))}
    for found, name in ids.items():
        text = text.replace(found, f":{name}")
    for moment, name in ((booked.begins_at, "begins"), (booked.ends_at, "ends")):
        text = text.replace(moment.isoformat(), f":{name}")
    text = text.replace(booked.number, ":number").replace(f"'{booked.slot.day}'", "':day'")
    text = text.replace(f"'{booked.slot.desk}'", "'client-:round-:client_id'")
    drawn = ", ".join(f"gen_random_uuid() AS {name}" for name in ids.values())
    start = booked.ends_at + timedelta(days=400)
    return (
        "\\set n :n + 1\n"
        f"SELECT {drawn}, ':client_id-:round-:n' AS number, timestamptz '{start}' + :n * interval '15 min' AS begins, "
        f"timestamptz '{start}' + (:n + 1) * interval '15 min' AS ends, "
        f"(timestamptz '{start}' + :n * interval '15 min')::date AS day \\gset\n{text}\n"
    )


def _pgbench(setting: Setting, script: Path, number: int) -> float:
    url = setting.running.settings.database_url.get_secret_value()
    told = subprocess.run(
        [
            *("pgbench", "-n", "-f", str(script), "-c", str(CLIENTS), "-j", "1", "-T", str(SECONDS)),
            *("-D", "n=0", "-D", f"round={number}", url),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode or "number of failed transactions: 0" not in told.stdout:
        raise RuntimeError(told.stdout[-800:] + told.stderr[-2000:])
    found = re.search(r"tps = ([0-9.]+)", told.stdout)
    if found is None:
        raise RuntimeError(told.stdout)
    return float(found[1])
