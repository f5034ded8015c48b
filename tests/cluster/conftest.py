"""A region on a real cluster (KUBECONFIG), installed once for all tests of this folder.

CLUSTER_LOAD  a command that hands the images named after it to the cluster's nodes
HELM, KUBECTL programs, if not those of the machine
TAGS          two versions of the images: the one to install and the one to upgrade to (0.1.0 0.1.1)
"""

import base64
import os
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import yaml

from chassis.testing.waiting import until
from local.databases import Databases
from local.home import ROOT, Home
from local.service_list import SERVICES
from local.services import make_region_secrets
from tests.cluster.cluster import BACKING, HERE, NAMESPACE, address, helm, kubectl, run

TAGS = os.environ.get("TAGS", "0.1.0 0.1.1").split()


@dataclass
class Region:
    """An installed region."""

    chart: Path
    folder: Path
    booking: str
    admin_url: str

    def upgrade(self, towns: list[str], *options: str, check: bool = True) -> Any:
        """Install or upgrade with these towns, and wait until all is ready."""
        values = self.folder / "towns.yaml"
        values.write_text(
            yaml.safe_dump({"global": {"tenants": {town: entry(town) for town in towns}}}), encoding="utf-8"
        )
        files = ("-f", str(HERE / "values.yaml"), "-f", str(values))
        more = ("--install", "--wait", "--timeout", "10m")
        return helm("upgrade", "region", str(self.chart), *files, *more, *options, check=check)

    def ask(self, service: str, sql: str, *values: object) -> Any:
        """Ask a service's database for one value."""
        url = self.admin_url.rpartition("/")[0] + f"/{service}"
        with psycopg2.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            row = cursor.fetchone()
        return row[0] if row else None

    def count(self, service: str, sql: str, *values: object) -> int:
        """Ask a service's database for a number."""
        return int(self.ask(service, sql, *values) or 0)


@cache
def entry(town: str) -> dict[str, Any]:
    """Return a demo town as it stands in a region's values, the same for the whole run, whatever is edited."""
    told: dict[str, Any] = yaml.safe_load((ROOT / "local" / "tenants" / f"{town}.yaml").read_text(encoding="utf-8"))
    del told["key"]
    return told | {
        "hosts": [f"{town}.example"],
        "sign_in": {"issuer": f"https://anmeldung.{town}.example", "client_id": "buergerbuero"},
        "catalogue": (ROOT / "local" / "catalogues" / f"{town}.yaml").read_text(encoding="utf-8"),
    }


def secret(name: str, values: dict[str, str], namespace: str = NAMESPACE) -> None:
    data = {key: base64.b64encode(value.encode()).decode() for key, value in values.items()}
    told = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}, "data": data}
    kubectl("apply", "-f", "-", namespace=namespace, stdin=yaml.safe_dump(told))


@pytest.fixture(scope="session")
def images() -> None:
    """Hand the images to the nodes; the second version is the same code under another name."""
    if not (load := os.environ.get("CLUSTER_LOAD")):
        return
    program, *arguments = shlex.split(load)
    names = [f"localhost/buergerbuero/{name}:{tag}" for tag in TAGS for name in SERVICES]
    names += [f"localhost/buergerbuero/{name}:0.1.0" for name in ("postgres", "rabbitmq")]
    run(program, *arguments, *names)


@pytest.fixture(scope="session")
def backing(images: None, home: Home) -> str:
    """Install broker and database; return the database administrator's address."""
    for namespace in (NAMESPACE, BACKING):
        told = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}}
        kubectl("apply", "-f", "-", stdin=yaml.safe_dump(told))
    passwords = {name: home.secret("backing", name) for name in ("postgres", "rabbitmq")}
    secret("backing", passwords, BACKING)
    kubectl("apply", "-f", str(HERE / "backing.yaml"), namespace=BACKING)
    kubectl("apply", "-f", str(HERE / "letters.yaml"))
    kubectl("rollout", "status", "deployment", "--timeout=180s", namespace=BACKING)
    broker = f"amqp://buergerbuero:{passwords['rabbitmq']}@rabbitmq.{BACKING}.svc.cluster.local:5672/buergerbuero"
    secret("buergerbuero-broker", dict.fromkeys(SERVICES, broker))
    secret("buergerbuero-smtp", {"url": "smtp://mail.invalid:25"})
    return f"postgresql://postgres:{passwords['postgres']}@{address('postgres', BACKING)}:5432/postgres"


@pytest.fixture(scope="session")
def region(backing: str, home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Install the region with one town; what it left is taken away at the end, unless KEEP is set."""
    inside = f"postgres.{BACKING}.svc.cluster.local"
    outside = address("postgres", BACKING)
    urls: dict[str, str] = {}
    databases = Databases(backing, home)
    for service in SERVICES:
        made = until(partial(databases.ensure, service), f"the database of {service}")
        urls |= {service: made.database, f"{service}_relay": made.relay, f"{service}_owner": made.migration}
    secret("buergerbuero-databases", {key: url.replace(outside, inside) for key, url in urls.items()})
    make_region_secrets(home)
    home.secret("region", "turn_secret")
    secret("buergerbuero-region", {file.name: file.read_text() for file in home.path("secrets").iterdir()})
    charts = tmp_path_factory.mktemp("cluster") / "charts"
    shutil.copytree(ROOT / "charts", charts, ignore=shutil.ignore_patterns("Chart.lock", "*.tgz", "__pycache__"))
    for chart in (*SERVICES, "region"):
        helm("dependency", "update", "--skip-refresh", str(charts / chart))
    installed = Region(charts / "region", tmp_path_factory.mktemp("values"), "", backing)
    installed.upgrade(["ostfildern"], "--set", f"global.image.tag={TAGS[0]}")
    installed.booking = f"http://{address('booking-web')}"
    yield installed
    if "KEEP" not in os.environ:
        helm("uninstall", "region", "--wait")
        kubectl("delete", "namespace", NAMESPACE, BACKING, "--wait=false")
        kubectl("delete", "persistentvolume", "buergerbuero-letters", "--wait=false")
