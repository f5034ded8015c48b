"""What all levels share: real servers, private to this run unless DATABASE_URL and BROKER_URL name others."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.backing.postgres import Postgres
from local.backing.rabbitmq import RabbitMQ
from local.home import ROOT, Home


@pytest.fixture(scope="session")
def home() -> Iterator[Home]:
    """A home of this run's own, gone afterwards."""
    folder = ROOT / ".local" / "tests" / str(os.getpid())
    yield Home(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url(home: Home) -> Iterator[str]:
    """An administrator's URL of a PostgreSQL server."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    server = Postgres(home, durable=False)
    server.start().wait()
    yield server.admin_url
    server.stop()
    shutil.rmtree(server.data.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def rabbitmq(home: Home) -> Iterator[RabbitMQ]:
    """A private broker whose management API tests may use."""
    server = RabbitMQ(home, durable=False)
    server.start().wait()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def broker_url(request: pytest.FixtureRequest) -> str:
    """The URL of a RabbitMQ server."""
    given = os.environ.get("BROKER_URL")
    return given or str(request.getfixturevalue("rabbitmq").url)


@pytest.fixture(scope="session")
def catalogues() -> Path:
    """Where the demo towns' catalogues are."""
    return ROOT / "local" / "catalogues"
