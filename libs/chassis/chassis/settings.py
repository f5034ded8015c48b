"""What an operator sets by environment variables, checked at start, all errors at once."""

from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

SettingsT = TypeVar("SettingsT", bound="Settings")


class SettingsError(SystemExit):
    """The process cannot start; the message lists every variable that is missing or wrong, never its value."""


class Settings(BaseSettings):
    """What every process of every service needs (docs/house.md explains each variable)."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    database_url: SecretStr
    relay_database_url: SecretStr
    migration_database_url: SecretStr
    broker_url: SecretStr
    migration_broker_url: SecretStr | None = None
    tenants_dir: Path
    secrets_dir: Path
    smtp_url: SecretStr
    assets_dir: Path
    port: int
    bind: str = "127.0.0.1"
    otlp_endpoint: str | None = None
    scan_url: str | None = None
    trusted_proxies: int = 1
    handler_timeout: int = 60
    worker_concurrency: int = 4
    web_threads: int = 16
    database_pool: int = 10
    # What one town may ask of one web process where a service rations: a quarter of the threads stays for others.
    admission_at_once: int = Field(default=12, ge=1)
    # Of these, how many run at once; the others wait for their town's turn.
    admission_turns: int = Field(default=4, ge=2)
    admission_per_second: float = Field(default=100, gt=0)
    admission_burst: int = Field(default=200, ge=1)

    @property
    def topology_url(self) -> str:
        """The broker as the user that declares exchanges, queues and bindings; ours where none is named."""
        return (self.migration_broker_url or self.broker_url).get_secret_value()

    @cached_property
    def secrets(self) -> "Secrets":
        """The mounted secrets of the region and its tenants."""
        return Secrets(self.secrets_dir)


class Secrets:
    """Secrets as files `<owner>.<name>` of one mounted folder.

    At each use the file is asked whether it is still the same, so a rotation needs no restart, and read if it is not.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, tuple[tuple[int, int, int], str]] = {}

    def has(self, owner: str, name: str) -> bool:
        """Say whether a secret is there."""
        return (self._folder / f"{owner}.{name}").is_file()

    def read(self, owner: str, name: str) -> str:
        """Return the secret `name` of a tenant or of `region`.

        Raises:
            LookupError: naming the missing file.
        """
        file = self._folder / f"{owner}.{name}"
        try:
            now = file.stat()  # of the file itself: Kubernetes mounts secrets behind links that it swaps
            mark = (now.st_ino, now.st_mtime_ns, now.st_size)
            if self._read.get(file, (None, ""))[0] != mark:
                self._read[file] = (mark, file.read_text(encoding="utf-8").strip())
        except FileNotFoundError:
            raise LookupError(f"secret {file.name} is missing in SECRETS_DIR") from None
        return self._read[file][1]


def load(settings: type[SettingsT], values: dict[str, object] | None = None) -> SettingsT:
    """Read settings from the environment, or from `values` in tests.

    Raises:
        SettingsError: naming every missing and every invalid variable.
    """
    try:
        return settings(**(values or {}))  # type: ignore[arg-type]
    except ValidationError as error:
        lines = (f"  {str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError("these environment variables are missing or wrong:\n" + "\n".join(lines)) from None
