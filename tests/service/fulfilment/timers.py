"""Many timers that are due at once, and two processes that share them, one of which is killed."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa

from chassis.persistence.tables import due_work
from chassis.service import Running
from chassis.testing.waiting import until
from fulfilment.adapters.tables import step, task, timer
from fulfilment.settings import FulfilmentSettings
from fulfilment.use_cases.start_timers import TIMER
from local.home import ROOT
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story

NAME = "no_answer"
PATIENCE = 3600


@dataclass(frozen=True)
class Fired:
    """What became of the timers: how often each case got its task and its entry in the history, and what is left."""

    tasks: dict[UUID, int]
    entries: dict[UUID, int]
    left: int


def make_due(work: Open, count: int) -> set[UUID]:
    """Have so many requests lie at an authority, each with a timer that is due now; return their cases."""
    with work() as unit:
        settled = Story("fuehrungszeugnis").settle(unit)
        unit.connection.execute(due_work.delete())
        unit.connection.execute(timer.delete())
        lying = replace(settled, state="transmitted", reference="BfJ-1")
        copies = [replace(lying, id=uuid4(), number=f"OST-2099-{number:06}") for number in range(count)]
        for copy in copies:
            unit.cases.add(copy)
        town, now = unit.tenant.key, unit.clock()
        ids = [(uuid5(copy.id, NAME), copy.id) for copy in copies]
        rows = [{"tenant": town, "id": item, "case_id": case, "name": NAME} for item, case in ids]
        unit.connection.execute(timer.insert(), rows)
        due = [{"tenant": town, "kind": TIMER, "item": item, "due": now} for item, _ in ids]
        unit.connection.execute(due_work.insert(), due)
    return {copy.id for copy in copies}


def fire_with_a_death(running: Running[Any], work: Open, count: int) -> tuple[int, int]:
    """Let two processes do the timers, kill one after a tenth of them, and return how both ended."""
    doomed, survivor = _worker(running), _worker(running)
    try:
        far = count // 10
        until(lambda: _done(work) >= far or doomed.poll() is not None, "a tenth of the timers has fired", PATIENCE)
        doomed.send_signal(signal.SIGKILL)
        return doomed.wait(PATIENCE), survivor.wait(PATIENCE)
    finally:
        for worker in (doomed, survivor):
            worker.kill()


def fired(work: Open) -> Fired:
    """Read what became of all timers."""
    with work() as unit:

        def per_case(table: sa.Table, only: sa.ColumnElement[bool]) -> dict[UUID, int]:
            rows = sa.select(table.c.case_id, sa.func.count()).where(only).group_by(table.c.case_id)
            return dict(unit.connection.execute(rows).tuples().all())

        counts = (sa.select(sa.func.count()).select_from(table) for table in (timer, due_work))
        left = sum(unit.connection.execute(one).scalar_one() for one in counts)
        return Fired(per_case(task, task.c.kind == NAME), per_case(step, step.c.event == "expire"), left)


def _done(work: Open) -> int:
    with work() as unit:
        return int(unit.connection.execute(sa.select(sa.func.count()).select_from(task)).scalar_one())


def _worker(running: Running[Any]) -> "subprocess.Popen[bytes]":
    settings = running.settings
    assert isinstance(settings, FulfilmentSettings)
    told = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "RELAY_DATABASE_URL": settings.relay_database_url.get_secret_value(),
        "MIGRATION_DATABASE_URL": settings.migration_database_url.get_secret_value(),
        "TENANTS_DIR": settings.tenants_dir,
        "SECRETS_DIR": settings.secrets_dir,
        "ASSETS_DIR": settings.assets_dir,
        "SMTP_URL": "smtp://127.0.0.1:1",
        "BROKER_URL": "amqp://127.0.0.1:1/none",
        "REGISTER_URL": settings.register_url,
        "LETTER_SPOOL_DIR": settings.letter_spool_dir,
        "PORT": "0",
    }
    command = [sys.executable, "-m", "tests.service.fulfilment.timer_worker"]
    environment = os.environ | {name: str(value) for name, value in told.items()}
    return subprocess.Popen(command, cwd=ROOT, env=environment)
