"""Video's web process on a database of its own, and calls that are already admitted."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import requests
import yaml
from itsdangerous import URLSafeTimedSerializer

from chassis.persistence.engine import create_engine
from chassis.persistence.migrate import upgrade
from chassis.service import Running
from chassis.settings import load
from chassis.testing.databases import service_database
from chassis.testing.waiting import until
from local.backing.postgres import Postgres
from local.home import ROOT, Home
from tests.e2e.calls import SIGNING_KEY, TOWN
from tests.unit.video.fakes import confirmed
from video.bootstrap import service
from video.domain.section import VideoSection
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.open_consultation import open_consultation


@dataclass
class Setting:
    """A process that can be killed, and the way to its data."""

    running: Running[Any]
    environment: dict[str, str]
    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """Start the process and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "video", "web"], env=self.environment, stdout=subprocess.DEVNULL
        )
        until(self._answers, "video's web process answers", 120)

    def end(self, number: int = signal.SIGKILL) -> None:
        """End the process: at once, or as a rollout does by SIGTERM."""
        if self.process is None:
            return
        children = psutil.Process(self.process.pid).children(recursive=True)
        if number == signal.SIGKILL:
            for child in children:
                child.kill()
        self.process.send_signal(number)
        self.process.wait(60)
        self.process = None

    def memory(self) -> int:
        """Return the resident bytes of the process that serves."""
        if self.process is None:
            raise LookupError("the process is not running")
        return max(int(child.memory_info().rss) for child in psutil.Process(self.process.pid).children())

    def admitted_call(self, clerk: str) -> UUID:
        """Return the appointment of a call that this clerk has begun."""
        begins = datetime.now(UTC) + timedelta(minutes=5)
        said = confirmed(begins_at=begins, ends_at=begins + timedelta(minutes=30))
        with self.running.work(self.running.tenants.by_key(TOWN)) as unit:
            open_consultation(unit, said)
            enter_waiting_room(unit, said.appointment_id, consents=True)
            admit_citizen(unit, said.appointment_id, clerk, clerk.title())
        return said.appointment_id

    def cut_bell(self) -> None:
        """End the connection on which the process hears of news."""
        engine = create_engine(self.running.settings.migration_database_url.get_secret_value(), pool_size=1)
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%'"
            )
        engine.dispose()

    def cookie(self, clerk: str) -> str:
        """Return the cookie of a signed-in clerk."""
        told = {"sub": clerk, "name": clerk.title(), "roles": {TOWN: ["clerk"]}}
        return "__Host-staff=" + str(URLSafeTimedSerializer([SIGNING_KEY], salt="chassis.staff").dumps(told))

    def _answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/readyz", timeout=2).ok
        except requests.RequestException:
            return False


@contextmanager
def setting() -> Iterator[Setting]:
    """Start PostgreSQL (or take DATABASE_URL) and video; everything is gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-video-")))
        home = Home(folder / "home")
        admin = os.environ.get("DATABASE_URL")
        if admin is None:
            admin = stack.enter_context(Postgres(home, durable=False)).admin_url
        database = stack.enter_context(service_database(admin, "video"))
        values = _values(folder, home) | {
            "database_url": database.url,
            "relay_database_url": database.relay_url,
            "migration_database_url": database.migration_url,
        }
        settings = load(service.settings, values)
        upgrade("video", settings)
        running = Running.start(service, settings)
        stack.callback(running.work.engine.dispose)
        with running.work(running.tenants.by_key(TOWN)) as unit:
            running.work.sections.store(unit.connection, TOWN, VideoSection())
        environment = os.environ | {name.upper(): str(value) for name, value in values.items()}
        made = Setting(running, environment | {"TRUSTED_PROXIES": "0"}, settings.port, folder)
        stack.callback(made.end)
        made.open()
        yield made


def _values(folder: Path, home: Home) -> dict[str, Any]:
    tenants, kept = folder / "tenants", folder / "secrets"
    for one in (tenants, kept):
        one.mkdir()
    port = home.port("video-web")
    told = yaml.safe_load((ROOT / "local" / "tenants" / f"{TOWN}.yaml").read_text(encoding="utf-8"))
    told |= {"base_url": f"http://{TOWN}.localhost:{port}", "hosts": [f"{TOWN}.localhost"]}
    told |= {"sign_in": {"issuer": "http://127.0.0.1:1", "client_id": TOWN}}
    (tenants / f"{TOWN}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    secrets = {"signing_key": SIGNING_KEY, "access_keys": "1:" + "ab" * 32, "turn_secret": "turn"}
    for name, value in secrets.items():
        (kept / f"region.{name}").write_text(value, encoding="utf-8")
    return {
        "broker_url": "amqp://127.0.0.1:1/none",
        "tenants_dir": tenants,
        "secrets_dir": kept,
        "smtp_url": "smtp://127.0.0.1:1",
        "assets_dir": ROOT / "libs" / "chassis" / "node_modules",
        "turn_url": "turn:127.0.0.1:1",
        "port": port,
    }
