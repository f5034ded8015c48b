"""The probe with processes that die at their fail points, and a real mail server."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from local.home import ROOT
from tests.resilience.mortal import ALONE, FOLDER
from tests.service.chassis.conftest import HERE as PROBE
from tests.service.chassis.conftest import Process, ask, free_port, probe, process
from tests.service.chassis.test_mail import Postbox, postbox
from tests.service.conftest import secrets_dir, start, tenants_dir

__all__ = ["Postbox", "ask", "postbox", "probe", "process", "secrets_dir", "start", "tenants_dir"]


class Mortal(Process):
    """One process of the probe that is started again after each death."""

    def start(self, *, ready: bool = True) -> "Mortal":
        """Start it; with so many deaths it may never be ready for long."""
        self.child = subprocess.Popen(
            [sys.executable, "-m", "tests.resilience.mortal", "probe", self.command],
            cwd=ROOT,
            env=self.environment | {"PORT": str(self.port)},
        )
        return self


@pytest.fixture
def deaths(tmp_path: Path) -> Path:
    """The folder where each death is noted."""
    folder = tmp_path / "deaths"
    folder.mkdir()
    return folder


@pytest.fixture
def mortal(probe: Any, process: Callable[..., Any], deaths: Path) -> Iterator[Callable[..., Mortal]]:
    """Return `mortal("worker", alone=None, **settings)`."""
    settings = probe.settings
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), str(PROBE), os.environ.get("PYTHONPATH")))),
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "RELAY_DATABASE_URL": settings.relay_database_url.get_secret_value(),
        "MIGRATION_DATABASE_URL": settings.migration_database_url.get_secret_value(),
        "BROKER_URL": settings.broker_url.get_secret_value(),
        "SMTP_URL": settings.smtp_url.get_secret_value(),
        "TENANTS_DIR": str(settings.tenants_dir),
        "SECRETS_DIR": str(settings.secrets_dir),
        "ASSETS_DIR": str(settings.assets_dir),
        FOLDER: str(deaths),
    }
    with ExitStack() as stack:

        def run(command: str, alone: str | None = None, **given: str) -> Mortal:
            told = environment | given | ({} if alone is None else {ALONE: alone})
            started = Mortal(told, command, free_port())
            stack.callback(started.end)
            return started.start()

        yield run


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT
