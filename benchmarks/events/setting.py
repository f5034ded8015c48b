"""The chassis' own probe on PostgreSQL as it runs in production (every commit on disk) and a broker, all private."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import sqlalchemy as sa
import yaml
from kombu import Connection

from benchmarks.booking.setting import environment
from chassis.messaging.topology import declare
from chassis.persistence.engine import create_engine
from chassis.persistence.migrate import upgrade
from chassis.service import Running
from chassis.settings import load
from chassis.testing.databases import service_database
from chassis.testing.waiting import until
from local.backing.postgres import Postgres
from local.backing.rabbitmq import RabbitMQ
from local.home import ROOT, Home
from local.loopback import listens

PROBE = ROOT / "tests" / "service" / "chassis"
"""The folder of the service of ten lines that the chassis is tested with: one event, whose effect is one row."""
TOWN = "ostfildern"
sys.path.insert(0, str(PROBE))


@dataclass(frozen=True)
class Setting:
    """The probe, none of whose processes runs, and ways to its data."""

    running: Running[Any]
    owner: sa.Engine
    broker_url: str
    home: Home

    @contextmanager
    def process(self, command: str, **given: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run `python -m probe <command>` until the block ends; it is ready when the block begins."""
        port = self.home.port(f"probe-{command}")
        told = os.environ | environment(self.running.settings) | {"PORT": str(port), "PYTHONPATH": _path()} | given
        log = self.home.directory("logs") / f"probe-{command}.log"
        with log.open("ab") as said:
            child = subprocess.Popen([sys.executable, "-m", "probe", command], env=told, stdout=said, stderr=said)
        try:
            until(lambda: listens(port), f"the probe's {command} answers", 60)
            yield child
        finally:
            child.terminate()
            child.wait(60)

    def record(self, count: int, trouble: str = "none") -> None:
        """Put so many events into the outbox, a few in each transaction; with `trouble` their handler fails."""
        from probe.bootstrap import Poked  # type: ignore[import-not-found]  # lives with the tests of the chassis

        town, made = self.running.tenants.by_key(TOWN), 0
        while made < count:
            with self.running.work(town) as unit:
                for number in range(made, min(made + 100, count)):
                    unit.record(Poked(thing_id=_id(number), trouble=trouble))
            made += 100

    def effects(self) -> int:
        """Return how many effects are committed."""
        return int(self.ask("SELECT count(*) FROM effects") or 0)

    def ask(self, sql: str) -> Any:  # noqa: ANN401 - any single value
        """Return the first value of a query, as the town."""
        with self.running.work(self.running.tenants.by_key(TOWN)) as unit:
            return unit.connection.execute(sa.text(sql)).scalar()

    def empty(self) -> None:
        """Forget all events and effects, in the database and in the broker."""
        with self.owner.begin() as connection:
            connection.exec_driver_sql("TRUNCATE outbox, inbox, effects, bare")
        with Connection(self.broker_url) as connection:
            for queue in ("probe.probe.thing.poked.v1", "bare"):
                connection.default_channel.queue_purge(queue)


def _id(number: int) -> Any:  # noqa: ANN401 - UUID
    from uuid import UUID

    return UUID(int=number)


def _path() -> str:
    return ":".join((str(PROBE), *sys.path))


def paced(action: Callable[[], object], each: float, count: int) -> None:
    """Do something `count` times, one every `each` seconds by the clock, without catching up on what came late."""
    import threading
    import time

    pause = threading.Event()
    for _ in range(count):
        begun = time.monotonic()
        action()
        pause.wait(max(0.0, each - (time.monotonic() - begun)))


@contextmanager
def setting() -> Iterator[Setting]:
    """Start everything; it is gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-events-")))
        home = Home(folder / "home")
        server = stack.enter_context(_telling_when(Postgres(home)))
        broker = RabbitMQ(home, durable=False)
        broker.start().wait()
        stack.callback(broker.stop)
        database = stack.enter_context(service_database(server.admin_url, "probe"))
        running = _probe(folder, broker.url, database)
        stack.callback(running.work.engine.dispose)
        owner = create_engine(database.migration_url, pool_size=1)
        stack.callback(owner.dispose)
        with owner.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE bare (id uuid PRIMARY KEY)")
        with Connection(broker.url) as connection:
            declare(connection, running.service.catalogue)
            _bare_queue(connection)
        yield Setting(running, owner, broker.url, home)


@contextmanager
def _telling_when(server: Postgres) -> Iterator[Postgres]:
    """Start PostgreSQL so that it keeps the moment of each commit."""
    server.start().wait()
    with closing(psycopg2.connect(server.admin_url)) as connection:
        connection.autocommit = True
        connection.cursor().execute("ALTER SYSTEM SET track_commit_timestamp = on")
    server.stop()
    server.start().wait()
    try:
        yield server
    finally:
        server.stop()


def _probe(folder: Path, broker_url: str, database: Any) -> Running[Any]:  # noqa: ANN401 - three addresses
    from probe.bootstrap import service

    (tenants := folder / "tenants").mkdir()
    (secrets := folder / "secrets").mkdir()
    told = yaml.safe_load((ROOT / "local" / "tenants" / f"{TOWN}.yaml").read_text(encoding="utf-8"))
    told |= {"base_url": f"http://{TOWN}.localhost", "hosts": [f"{TOWN}.localhost"]}
    told |= {"sign_in": {"issuer": "http://127.0.0.1:1", "client_id": TOWN}}
    (tenants / f"{TOWN}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    (secrets / "region.signing_key").write_text("signing-key-of-the-benchmark")
    (secrets / "region.access_keys").write_text("1:" + "ab" * 32)
    values = {
        "database_url": database.url,
        "relay_database_url": database.relay_url,
        "migration_database_url": database.migration_url,
        "broker_url": broker_url,
        "tenants_dir": tenants,
        "secrets_dir": secrets,
        "smtp_url": "smtp://127.0.0.1:1",
        "assets_dir": ROOT / "libs" / "chassis" / "node_modules",
        "port": 0,
    }
    settings = load(service.settings, values)
    upgrade("probe", settings)
    running: Running[Any] = Running.start(service, settings)
    with running.work(running.tenants.by_key(TOWN)) as unit:
        running.work.sections.store(unit.connection, TOWN, service.section())
    return running


def _bare_queue(connection: Connection) -> None:
    from kombu import Exchange, Queue

    exchange = Exchange("bare", type="topic", durable=True)
    queue = Queue("bare", exchange, routing_key="#", durable=True, queue_arguments={"x-queue-type": "quorum"})
    queue(connection.default_channel).declare()
