"""Tenants: who they are, found by host name or key, and read again when their files change."""

import logging
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, EmailStr, Field, ValidationError, model_validator

from chassis.town.contrast import TEXT, ratio

TenantKey = str
LAENDER = Literal["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]


class UnknownTenant(LookupError):
    """No municipality of this installation answers to that host or key."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Address(_Frozen):
    """A postal address, as it stands on a letter."""

    street: str
    postal_code: str = Field(pattern=r"^\d{5}$")
    city: str


class SignIn(_Frozen):
    """The OpenID Connect provider of a municipality's staff."""

    issuer: str
    client_id: str


class Brand(_Frozen):
    """Colours of the town, `#rrggbb`, before it chooses its own; text on them must be readable (WCAG 2.2, 1.4.3)."""

    primary: str = Field(default="#171a2b", pattern=r"^#[0-9a-f]{6}$")
    on_primary: str = Field(default="#ffffff", pattern=r"^#[0-9a-f]{6}$")

    @model_validator(mode="after")
    def _can_be_read(self) -> "Brand":
        if (found := ratio(self.primary, self.on_primary)) < TEXT:
            raise ValueError(f"contrast of on_primary on primary is {found:.1f}:1, at least {TEXT}:1 is needed")
        return self


class Notice(_Frozen):
    """What a town's pages say above everything else, for example of maintenance; German where a language is missing."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    de: str = Field(min_length=1)
    en: str = ""
    de_simple: str = Field(default="", alias="de-simple")

    def told_in(self, language: str) -> tuple[str, str]:
        """Return the language (BCP 47) that the notice is really in, and its text."""
        text = {"en": self.en, "de-simple": self.de_simple}.get(language, "")
        return (language, text) if text else ("de", self.de)


class Tenant(_Frozen):
    """One municipality: what has to be known before its catalogue is read."""

    key: TenantKey = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")
    name: str
    authority: str
    hosts: tuple[str, ...]
    base_url: str
    land: LAENDER
    address: Address
    phone: str
    mail_from: EmailStr
    sign_in: SignIn
    time_zone: str = "Europe/Berlin"
    languages: tuple[str, ...] = ("de", "en")
    brand: Brand = Brand()
    imprint_url: str = ""
    privacy_url: str = ""
    notice: Notice | None = None
    suspended: bool = False
    """The town rests: nothing new begins, what runs goes on (`web/resting.py`)."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The town's time zone, in which all its times are meant."""
        return ZoneInfo(self.time_zone)

    def url(self, path: str) -> str:
        """Return the public address of `path` at this town."""
        return f"{self.base_url.rstrip('/')}/{path.lstrip('/')}"


class TenantFileError(ValueError):
    """A tenant's file cannot be used; the message names the file and every wrong field."""


def read_tenant(path: Path) -> Tenant:
    """Read one tenant's file.

    Raises:
        TenantFileError: with the file's name and each field that is wrong.
    """
    try:
        return Tenant.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise TenantFileError(f"{path.name}: {wrong}") from error
    except yaml.YAMLError as error:
        raise TenantFileError(f"{path.name}: not YAML: {error}") from error


# The standard library's: rules and use cases know tenants, and must not know telemetry.
log = logging.getLogger(__name__)
LOOK_EVERY = 2.0
"""Seconds between two looks at the folder."""


class TenantDirectory:
    """All tenants of an installation, from one YAML file each in a folder."""

    def __init__(self, folder: Path, *, look_every: float = LOOK_EVERY) -> None:
        self._folder = folder
        self._look_every = look_every
        self._looked_at = float("-inf")
        self._lock = Lock()
        self._stamp: tuple[tuple[str, int], ...] | None = None
        self._tenants: dict[TenantKey, Tenant] = {}
        self._hosts: dict[str, Tenant] = {}

    def by_key(self, key: TenantKey) -> Tenant:
        """Return the tenant of that key, or raise `UnknownTenant`."""
        self._refresh()
        try:
            return self._tenants[key]
        except KeyError:
            raise UnknownTenant(key) from None

    def by_host(self, host: str) -> Tenant:
        """Return the tenant that answers to `host` (its port does not matter), or raise `UnknownTenant`."""
        self._refresh()
        try:
            return self._hosts[host.partition(":")[0].lower()]
        except KeyError:
            raise UnknownTenant(host) from None

    def __iter__(self) -> Iterator[Tenant]:
        self._refresh()
        return iter(tuple(self._tenants.values()))

    def _refresh(self) -> None:
        """Read the folder again if a file came, went or changed (a mounted ConfigMap does so without a restart).

        It is looked at every few seconds, not at every request: asking for the dates of 1,100 files costs 8 ms of CPU
        (measured), more than all that a search for free times does.
        """
        if monotonic() - self._looked_at < self._look_every:
            return
        # One looks and the others go on with what they know; before the first look is done there is nothing to know.
        if not self._lock.acquire(blocking=self._stamp is None):
            return
        try:
            if monotonic() - self._looked_at >= self._look_every:
                self._look()
                self._looked_at = monotonic()
        finally:
            self._lock.release()

    def _look(self) -> None:
        try:
            # Twice as fast as to ask by paths.
            with os.scandir(self._folder) as found:
                told = [(one.name, one.stat().st_mtime_ns) for one in found if one.name.endswith(".yaml")]
            if (stamp := tuple(sorted(told))) == self._stamp:
                return
            tenants = [tenant for name, _changed in stamp if (tenant := self._read(self._folder / name))]
        except FileNotFoundError:
            # A mounted ConfigMap is exchanged at this very moment; the next look finds it whole.
            if self._stamp is None:
                raise
            return
        self._tenants = {tenant.key: tenant for tenant in tenants}
        self._hosts = {host.lower(): tenant for tenant in tenants for host in tenant.hosts}
        self._stamp = stamp

    def _read(self, file: Path) -> Tenant | None:
        """Read one town; a wrong file costs that town its change and the others nothing."""
        try:
            return read_tenant(file)
        except TenantFileError as error:
            log.error("tenant file cannot be used, %s: %s", "the old one stays" if self._stamp else "left out", error)  # noqa: TRY400 - the message says it all
            return self._tenants.get(file.stem)
