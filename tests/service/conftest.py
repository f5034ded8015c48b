"""A service as its processes have it: migrated database, two towns, imported catalogues, no process started."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.commands import create_app_of
from chassis.persistence.migrate import upgrade
from chassis.service import Running
from chassis.settings import load
from chassis.testing.databases import empty, service_database
from local.home import ROOT
from local.seal import make_seal

TOWNS = ("ostfildern", "musterstadt")
KEY = "1:" + "ab" * 32


@pytest.fixture(scope="session")
def tenants_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's two towns, at `https://<town>.localhost`."""
    folder = tmp_path_factory.mktemp("tenants")
    for town in TOWNS:
        told = yaml.safe_load((ROOT / "local" / "tenants" / f"{town}.yaml").read_text(encoding="utf-8"))
        told |= {
            "base_url": f"https://{town}.localhost",
            "hosts": [f"{town}.localhost"],
            "sign_in": {"issuer": "http://127.0.0.1:1", "client_id": town},
        }
        (folder / f"{town}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def secrets_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Secrets of a region that exists in tests only."""
    folder = tmp_path_factory.mktemp("secrets")
    told = {"region.signing_key": "signing-key-of-the-tests", "region.access_keys": KEY, "region.turn_secret": "turn"}
    told["region.seal_key"], told["region.seal_certificate"] = make_seal()
    for town in TOWNS:
        told |= {f"{town}.{name}": f"{name}-of-{town}" for name in ("oidc_client_secret", "paypal_client_id")}
        told |= {f"{town}.{name}": f"{name}-of-{town}" for name in ("paypal_client_secret", "paypal_webhook_id")}
    for name, value in told.items():
        (folder / name).write_text(value, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def start(
    postgres_url: str, tenants_dir: Path, secrets_dir: Path, catalogues: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Running[Any]]]:
    """Return `start(name, **settings)`: the service on a fresh, migrated database with both catalogues."""
    begun: list[Running[Any]] = []
    with ExitStack() as stack:

        def begin(name: str, **given: object) -> Running[Any]:
            # Who waits for their next test needs no connection: a hundred services would take more than there are.
            for earlier in begun:
                earlier.work.engine.dispose()
            database = stack.enter_context(service_database(postgres_url, name))
            service = importlib.import_module(f"{name}.bootstrap").service
            values = {
                "database_url": database.url,
                "relay_database_url": database.relay_url,
                "migration_database_url": database.migration_url,
                "broker_url": "amqp://127.0.0.1:1/none",
                "tenants_dir": tenants_dir,
                "secrets_dir": secrets_dir,
                "smtp_url": "smtp://127.0.0.1:1",
                "assets_dir": ROOT / "libs" / "chassis" / "node_modules",
                "port": 0,
                "turn_url": "turn:127.0.0.1:1",
                "paypal_url": "http://127.0.0.1:1",
                "register_url": "http://127.0.0.1:1",
                "letter_spool_dir": tmp_path_factory.mktemp("letters"),
            }
            settings = load(service.settings, values | given)
            upgrade(name, settings)
            running = Running.start(service, settings)
            stack.callback(running.work.engine.dispose)
            begun.append(running)
            _import_catalogues(running, catalogues)
            return running

        yield begin


def _import_catalogues(running: Running[Any], catalogues: Path) -> None:
    for town in TOWNS:
        document = yaml.safe_load((catalogues / f"{town}.yaml").read_text(encoding="utf-8"))
        section = running.work.sections.read(document)
        with running.work(running.tenants.by_key(town)) as unit:
            running.work.sections.store(unit.connection, town, section)
            if running.service.on_catalogue is not None:
                running.service.on_catalogue(unit)


@pytest.fixture(scope="session")
def application() -> Callable[[Running[Any]], Any]:
    """Return `application(running)`: the service's Flask application."""
    from chassis.web.app import create_app

    return lambda running: create_app_of(running, create_app)


@pytest.fixture(scope="session")
def wipe() -> Callable[[Running[Any]], None]:
    """Return `wipe(running)`: empty its tables, keeping the catalogue."""
    return lambda running: empty(running.settings.migration_database_url.get_secret_value())
