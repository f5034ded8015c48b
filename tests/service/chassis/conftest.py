"""The probe's processes, really running."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from chassis.testing.waiting import until

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


@dataclass
class Process:
    """One process of the probe."""

    environment: dict[str, str]
    command: str
    port: int
    child: subprocess.Popen[bytes] = field(init=False)

    def start(self, *, ready: bool = True) -> "Process":
        """Start it and wait until it is ready."""
        self.child = subprocess.Popen(
            [sys.executable, "-m", "probe", self.command], env=self.environment | {"PORT": str(self.port)}
        )
        if ready:
            until(self.ready, f"the probe's {self.command} is ready", within=90)
        return self

    def ready(self) -> bool:
        """Say whether its readiness probe answers."""
        assert self.child.poll() is None, f"the probe's {self.command} ended with {self.child.returncode}"
        return self.answers("/readyz")

    def answers(self, path: str) -> bool:
        """Say whether a page of its health port says yes."""
        try:
            return requests.get(f"http://127.0.0.1:{self.port}{path}", timeout=5).ok
        except requests.RequestException:
            return False

    def metrics(self) -> str:
        """Return what Prometheus would read."""
        return requests.get(f"http://127.0.0.1:{self.port}/metrics", timeout=20).text

    def end(self, how: str = "terminate") -> None:
        """End it and wait until it is gone."""
        if self.child.poll() is None:
            getattr(self.child, how)()
            self.child.wait(60)


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def probe(start: Callable[..., Any], broker_url: str, tmp_path: Path) -> Any:
    """The probe on a database of its own, migrated, its queues declared and empty."""
    from kombu import Connection

    from chassis.messaging.topology import RUNGS, declare

    running = start("probe", broker_url=broker_url)
    with Connection(broker_url) as connection:
        declare(connection, running.service.catalogue)
        for queue in ("probe.probe.thing.poked.v1", "probe.dead", *(f"probe.retry.{rung}" for rung in RUNGS)):
            connection.default_channel.queue_purge(queue)
    return running


@pytest.fixture
def process(probe: Any) -> Iterator[Callable[..., Process]]:
    """Return `process("worker")`, which starts one that ends with the test."""
    settings = probe.settings
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH")))),
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "RELAY_DATABASE_URL": settings.relay_database_url.get_secret_value(),
        "MIGRATION_DATABASE_URL": settings.migration_database_url.get_secret_value(),
        "BROKER_URL": settings.broker_url.get_secret_value(),
        "SMTP_URL": settings.smtp_url.get_secret_value(),
        "TENANTS_DIR": str(settings.tenants_dir),
        "SECRETS_DIR": str(settings.secrets_dir),
        "ASSETS_DIR": str(settings.assets_dir),
    }
    with ExitStack() as stack:

        def run(command: str, given: dict[str, str] | None = None, *, ready: bool = True) -> Process:
            started = Process(environment | (given or {}), command, free_port())
            stack.callback(started.end)
            return started.start(ready=ready)

        yield run


@pytest.fixture
def ask(probe: Any) -> Callable[[str], Any]:
    """Return `ask(sql)`: the first value, as Ostfildern."""
    import sqlalchemy as sa

    @contextmanager
    def unit() -> Iterator[Any]:
        with probe.work(probe.tenants.by_key("ostfildern")) as opened:
            yield opened

    def answer(sql: str) -> Any:
        with unit() as opened:
            return opened.connection.execute(sa.text(sql)).scalar()

    return answer
