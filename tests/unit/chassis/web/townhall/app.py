"""Puts the townhall together with fakes for what lies behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from chassis.access import Grant
from chassis.settings import Settings, load
from chassis.tenancy import Tenant, TenantDirectory
from chassis.testing.fakes import FakeAccess, FakeUnit
from chassis.web.access_pages import access_pages
from chassis.web.app import create_app
from chassis.web.assets import WEIGHTS
from chassis.web.login_pages import login_pages
from chassis.web.problems import Refusal
from chassis.web.town_pages import town_pages
from tests.unit.chassis.web.townhall import pages

ROOT = Path(__file__).resolve().parents[5]
TOWN = """
key: {key}
name: {name}
authority: Stadt {name}, Bürgerbüro
hosts: [{key}.localhost]
base_url: https://{key}.localhost
land: BW
address: {{street: Klosterhof 10, postal_code: "73760", city: {name}}}
phone: "+49 711 3404-0"
mail_from: buergerbuero@{key}.example
sign_in: {{issuer: "{issuer}", client_id: {key}}}
languages: [de, en, de-simple]
brand: {{primary: "#00529b", on_primary: "#ffffff"}}
imprint_url: ""
privacy_url: /datenschutz
"""


@dataclass(frozen=True)
class AccessRow:
    """A token as the service's row knows it."""

    grant: Grant
    valid_until: datetime
    revoked: bool


class Doors(FakeAccess):
    """The access book, with the two questions that the web asks."""

    now: Any

    def find(self, digest: str) -> AccessRow | None:
        """Return what a digest opens."""
        if digest not in self.kept:
            return None
        grant, until = self.kept[digest]
        return AccessRow(grant, until, grant.appointment_id in self.revoked)

    def opens(self, grant: Grant) -> bool:
        """Say whether a grant still opens."""
        known = any(one == grant and until > self.now() for one, until in self.kept.values())
        return known and grant.appointment_id not in self.revoked


@dataclass
class Towns:
    """One unit of work a town, which all requests share, and a count of how often one was opened."""

    units: dict[str, FakeUnit] = field(default_factory=dict)
    opened: int = 0

    def of(self, key: str) -> FakeUnit:
        """Return the unit of a town."""
        if key not in self.units:
            doors = Doors()
            self.units[key] = FakeUnit(access=doors)
            doors.now = self.units[key].clock
        return self.units[key]

    @contextmanager
    def work(self, tenant: Tenant) -> Iterator[FakeUnit]:
        """Open the unit of a town."""
        self.opened += 1
        yield self.of(tenant.key)


def settings_in(folder: Path, port: int = 8080, issuer: str = "http://127.0.0.1:1", **more: object) -> Settings:
    """Write two towns, secrets and stand-ins for the assets, and return settings that point there."""
    (folder / "tenants").mkdir()
    (folder / "secrets").mkdir()
    for key, provider in (("ostfildern", issuer), ("esslingen", issuer), ("fremdstadt", "http://127.0.0.1:2")):
        text = TOWN.format(key=key, name=key.capitalize(), issuer=provider)
        (folder / "tenants" / f"{key}.yaml").write_text(text, encoding="utf-8")
        (folder / "secrets" / f"{key}.oidc_client_secret").write_text("secret", encoding="utf-8")
    (folder / "secrets" / "region.signing_key").write_text("a-signing-key-of-the-region", encoding="utf-8")
    url = "postgresql://x"
    values: dict[str, object] = {
        "database_url": url, "relay_database_url": url, "migration_database_url": url, "broker_url": "amqp://x",
        "tenants_dir": folder / "tenants", "secrets_dir": folder / "secrets", "smtp_url": "smtp://x",
        "assets_dir": assets_in(folder), "port": port,
    }  # fmt: skip
    return load(Settings, values | more)


def assets_in(folder: Path) -> Path:
    """Return what `npm ci` brought, or stand-ins where it has not run."""
    real = ROOT / "libs/chassis/node_modules"
    if real.is_dir():
        return real
    weights = (f"@fontsource/fira-sans/{weight}.css" for weight in WEIGHTS)
    for name in ("@kern-ux/native/dist/kern.min.css", *weights):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("p{}", encoding="utf-8")
    (folder / "htmx.org/dist").mkdir(parents=True)
    (folder / "htmx.org/dist/htmx.min.js").write_text("0", encoding="utf-8")
    return folder


def build(settings: Settings, towns: Towns, **more: Any) -> Any:
    """Return the app."""
    told: dict[str, Any] = {
        "service": "townhall",
        "package": "tests.unit.chassis.web.townhall",
        "settings": settings,
        "tenants": TenantDirectory(settings.tenants_dir),
        "open_work": towns.work,
        "ready": lambda: None,
        "blueprints": (
            pages.pages,
            login_pages,
            town_pages,
            access_pages("termin", "manage", "townhall.mine"),
            access_pages("gespraech", "join", "townhall.mine"),
        ),
        "apis": (pages.api,),
        "extensions": {"box": []},
        "refusals": {pages.SlotTaken: Refusal(409, "Diese Zeit ist vergeben", slug="slot-taken")},
    }
    return create_app(**(told | more))
