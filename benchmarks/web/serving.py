"""Each service's web process, with a bare Flask route with one single-row SELECT beside its pages."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from benchmarks.booking import serving
from benchmarks.booking.setting import environment
from chassis.persistence.migrate import upgrade
from chassis.service import Running
from chassis.settings import load
from chassis.testing.databases import service_database
from chassis.testing.waiting import until
from local.backing.postgres import Postgres
from local.home import ROOT, Home
from local.loopback import status
from local.seal import make_seal

TOWN = "ostfildern"
HOST = f"{TOWN}.localhost"
SECONDS, ROUNDS = 1.5, 3
PAGES = {
    "booking": (
        "/",
        "/termin",
        "/termin/zeit?leistung=meldebescheinigung",
        "/termin/link-verloren",
        "/api/booking/v1/procedures",
        "/api/booking/v1/times?procedure=meldebescheinigung",
    ),
    "video": ("/gespraech", "/gespraech/probe"),
    "fulfilment": ("/pruefen",),
}
"""What anybody may open; pages behind a link cost what these do and one look-up more."""


def serve(name: str) -> None:
    """Serve a service with a bare route beside it, as a process of its own."""
    from werkzeug.middleware.dispatcher import DispatcherMiddleware

    from chassis.commands import create_app_of
    from chassis.telemetry import logs, traces
    from chassis.web.app import create_app
    from chassis.web.server import serve as serve_app

    service = import_module(f"{name}.bootstrap").service
    running = Running.start(service, load(service.settings))
    logs.set_up(name, "web")
    traces.set_up(name, "web", None)
    app = create_app_of(running, create_app)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/bare": serving.bare(running.work.engine)})
    serve_app(app, running.settings)


@contextmanager
def services() -> Iterator[dict[str, int]]:
    """Start the web process of every service in `PAGES` on a database of its own; return their ports."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-web-")))
        home = Home(folder / "home")
        server = stack.enter_context(Postgres(home, durable=False))
        given = _given(folder)
        ports = {}
        for name in PAGES:
            database = stack.enter_context(service_database(server.admin_url, name))
            urls = {
                "database_url": database.url,
                "relay_database_url": database.relay_url,
                "migration_database_url": database.migration_url,
            }
            ports[name] = port = home.port(f"{name}-web")
            stack.enter_context(_web(name, given | urls | {"port": port}, folder / f"{name}.log"))
        yield ports


@contextmanager
def _web(name: str, values: dict[str, Any], log: Path) -> Iterator[None]:
    service = import_module(f"{name}.bootstrap").service
    settings = load(service.settings, values)
    upgrade(name, settings)
    running = Running.start(service, settings)
    _import_catalogue(running)
    running.work.engine.dispose()
    told = os.environ | environment(settings) | {"PYTHONPATH": ":".join(sys.path), "TRUSTED_PROXIES": "0"}
    command = [sys.executable, "-c", f"from benchmarks.web.serving import serve; serve({name!r})"]
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=said, stderr=said)
    try:
        until(lambda: status(f"http://127.0.0.1:{settings.port}/readyz") == 200, f"{name} answers", 60)  # noqa: PLR2004 - OK
        yield
    finally:
        process.terminate()
        process.wait(60)


def _import_catalogue(running: Running[Any]) -> None:
    document = yaml.safe_load((ROOT / "local" / "catalogues" / f"{TOWN}.yaml").read_text(encoding="utf-8"))
    with running.work(running.tenants.by_key(TOWN)) as unit:
        running.work.sections.store(unit.connection, TOWN, running.work.sections.read(document))


def _given(folder: Path) -> dict[str, Any]:
    (tenants := folder / "tenants").mkdir()
    (secrets := folder / "secrets").mkdir()
    told = yaml.safe_load((ROOT / "local" / "tenants" / f"{TOWN}.yaml").read_text(encoding="utf-8"))
    told |= {
        "base_url": f"http://{HOST}",
        "hosts": [HOST],
        "sign_in": {"issuer": "http://127.0.0.1:1", "client_id": "x"},
    }
    (tenants / f"{TOWN}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    kept = {"signing_key": "signing-key-of-the-benchmark", "access_keys": "1:" + "ab" * 32, "turn_secret": "turn"}
    kept["seal_key"], kept["seal_certificate"] = make_seal()
    for name, value in kept.items():
        (secrets / f"region.{name}").write_text(value, encoding="utf-8")
    return {
        "broker_url": "amqp://127.0.0.1:1/none",
        "tenants_dir": tenants,
        "secrets_dir": secrets,
        "smtp_url": "smtp://127.0.0.1:1",
        "assets_dir": ROOT / "libs" / "chassis" / "node_modules",
        "turn_url": "turn:127.0.0.1:1",
        "register_url": "http://127.0.0.1:1",
        "letter_spool_dir": folder,
        # What is measured is the page, not the door that keeps a crowd from it.
        "admission_at_once": 1_000,
        "admission_turns": 1_000,
        "admission_per_second": 1_000_000,
        "admission_burst": 1_000_000,
    }


def share(port: int, path: str) -> tuple[float, float, float]:
    """Return answers a second of a page and of the bare route, and the median of their ratios over the rounds."""
    for warm in (path, serving.BARE):
        serving.rate(port, warm, 0.3, HOST)
    rounds = [
        (serving.rate(port, path, SECONDS, HOST), serving.rate(port, serving.BARE, SECONDS, HOST))
        for _ in range(ROUNDS)
    ]
    pages, bare = zip(*rounds, strict=True)
    return median(pages), median(bare), median(one / other for one, other in rounds)
