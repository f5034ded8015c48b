"""Booking on a migrated database of its own, with the benchmark's towns in it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.booking.towns import SIZES, Size, seed, seed_neighbours, write_tenant
from booking.bootstrap import service
from chassis.persistence.engine import create_engine
from chassis.persistence.migrate import upgrade
from chassis.service import Running
from chassis.settings import Settings, load
from chassis.testing.databases import service_database
from local.backing.postgres import Postgres
from local.home import ROOT, Home


@dataclass(frozen=True)
class Setting:
    """What a measurement needs."""

    running: Running[Any]
    owner: sa.Engine
    tenants_dir: Path
    first: date

    def add_neighbours(self, count: int, *, already: int = 0) -> None:
        """Let so many other towns share the installation, or so many more than there are already."""
        numbers = range(already + 1, count + 1)
        for number in numbers:
            write_tenant(self.tenants_dir, f"neighbour-{number}")
        seed_neighbours(self.owner, self.first, numbers)


@contextmanager
def setting(sizes: tuple[Size, ...] = SIZES, **given: object) -> Iterator[Setting]:
    """Start PostgreSQL (or take DATABASE_URL), migrate and seed; everything is gone afterwards.

    `given` are settings of the service that differ from those that measure it alone.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-booking-")))
        admin = os.environ.get("DATABASE_URL") or _private(stack, folder)
        database = stack.enter_context(service_database(admin, "booking"))
        (tenants := folder / "tenants").mkdir()
        for size in sizes:
            write_tenant(tenants, size.key)
        settings = load(service.settings, _values(folder, tenants) | _urls(database) | given)
        upgrade("booking", settings)
        running = Running.start(service, settings)
        stack.callback(running.work.engine.dispose)
        owner = create_engine(database.migration_url, pool_size=1)
        stack.callback(owner.dispose)
        # From tomorrow on: today's hours are partly over, depending on when this runs.
        first = datetime.now(UTC).date() + timedelta(days=1)
        seed(running, owner, first, sizes)
        yield Setting(running, owner, tenants, first)


def _private(stack: ExitStack, folder: Path) -> str:
    server = Postgres(Home(folder / "home"), durable=False)
    server.start().wait()
    stack.callback(server.stop)
    return server.admin_url


def _urls(database: Any) -> dict[str, object]:  # noqa: ANN401 - three addresses
    return {
        "database_url": database.url,
        "relay_database_url": database.relay_url,
        "migration_database_url": database.migration_url,
    }


def _values(folder: Path, tenants: Path) -> dict[str, object]:
    (secrets := folder / "secrets").mkdir()
    (secrets / "region.signing_key").write_text("signing-key-of-the-benchmark")
    (secrets / "region.access_keys").write_text("1:" + "ab" * 32)
    return {
        "broker_url": "amqp://127.0.0.1:1/none",
        "tenants_dir": tenants,
        "secrets_dir": secrets,
        "smtp_url": "smtp://127.0.0.1:1",
        "assets_dir": ROOT / "libs" / "chassis" / "node_modules",
        "port": 0,
        # What is measured is the service, not the door that keeps a crowd from it.
        "admission_at_once": 1_000,
        "admission_turns": 1_000,
        "admission_per_second": 1_000_000,
        "admission_burst": 1_000_000,
    }


def environment(settings: Settings) -> dict[str, str]:
    """Return the settings as a process of the service reads them."""
    told = settings.model_dump()
    secret = {
        name: getattr(settings, name).get_secret_value() for name in told if hasattr(told[name], "get_secret_value")
    }
    return {name.upper(): str(value) for name, value in (told | secret).items() if value is not None}
