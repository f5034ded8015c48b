"""What services in containers find in the home: their environment as shell files, and the towns' catalogues."""

import shlex
import shutil
from collections.abc import Mapping

from local.databases import DatabaseUrls
from local.home import private_text
from local.service_list import KINDS
from local.system import System
from local.tenants import CATALOGUES


def hand_out(system: System, databases: Mapping[str, DatabaseUrls]) -> None:
    """Write `env/<service>-<process>` and, last of all, `env/ready`."""
    folder = system.home.directory("env")
    shutil.copytree(CATALOGUES, system.home.path("catalogues"), dirs_exist_ok=True)
    for service, urls in databases.items():
        for kind in (*KINDS, "migrate"):
            # Pages' assets lie in the image of each service.
            told = system.variables(service, urls) | {"ASSETS_DIR": "/assets"}
            told["PORT"] = str(system.home.port(f"{service}-{kind}"))
            lines = "".join(f"{name}={shlex.quote(value)}\n" for name, value in told.items())
            private_text(folder / f"{service}-{kind}", lines)
    private_text(folder / "ready", "")
