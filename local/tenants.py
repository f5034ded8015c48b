"""The demo towns: their files come from this folder, and what belongs to this machine is filled in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from local.home import ROOT, Home, replace_text

SOURCES = ROOT / "local" / "tenants"
CATALOGUES = ROOT / "local" / "catalogues"


@dataclass(frozen=True)
class Town:
    """One demo town, as its file tells it."""

    key: str
    name: str
    hosts: tuple[str, ...]
    told: dict[str, Any]

    @property
    def catalogue(self) -> Path:
        """The town's catalogue, which the services import."""
        return CATALOGUES / f"{self.key}.yaml"


def demo_towns() -> list[Town]:
    """Read the demo towns, the showpiece first."""
    towns = []
    for file in sorted(SOURCES.glob("*.yaml"), key=lambda file: file.stem != "ostfildern"):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        towns.append(Town(told["key"], told["authority"], tuple(told["hosts"]), told))
    return towns


def write_tenants(home: Home, towns: list[Town], port: int, issuer: str) -> Path:
    """Write the files that services read (TENANTS_DIR), with the addresses of this machine."""
    folder = home.directory("tenants")
    for town in towns:
        here = {
            "base_url": f"http://{town.hosts[0]}:{port}",
            "sign_in": {"issuer": issuer, "client_id": f"buergerbuero-{town.key}"},
        }
        text = yaml.safe_dump({**town.told, **here}, allow_unicode=True, sort_keys=False)
        file = folder / f"{town.key}.yaml"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            replace_text(file, text)
    return folder
