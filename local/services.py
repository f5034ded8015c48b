"""The processes of the services, with the environment that docs/house.md promises them."""

import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from local.databases import DatabaseUrls
from local.home import LOOPBACK, ROOT, Home, private_text
from local.loopback import answers
from local.process import Launch, Program
from local.seal import make_seal


@dataclass(frozen=True)
class Outside:
    """The addresses of what all services rest on."""

    broker_urls: Mapping[str, str]
    migration_broker_url: str
    smtp_url: str
    otlp_endpoint: str
    turn_url: str
    paypal_url: str
    paypal_ca_file: str
    register_url: str
    letter_url: str
    sms_url: str


def make_region_secrets(home: Home) -> None:
    """Generate the secrets that all services of the region share."""
    home.secret("region", "signing_key", lambda: secrets.token_hex(32))
    home.secret("region", "access_keys", lambda: f"1:{secrets.token_hex(32)}")
    if not home.path("secrets", "region.seal_certificate").exists():
        key, certificates = make_seal()
        private_text(home.path("secrets", "region.seal_key"), key)
        # Last: its presence says that both belong together.
        private_text(home.path("secrets", "region.seal_certificate"), certificates)


def environment(home: Home, service: str, urls: DatabaseUrls, outside: Outside) -> dict[str, str]:
    """Return the variables that all processes of a service get."""
    common = {
        "DATABASE_URL": urls.database,
        "RELAY_DATABASE_URL": urls.relay,
        "MIGRATION_DATABASE_URL": urls.migration,
        "BROKER_URL": outside.broker_urls[service],
        "MIGRATION_BROKER_URL": outside.migration_broker_url,
        "TENANTS_DIR": str(home.path("tenants")),
        "SECRETS_DIR": str(home.path("secrets")),
        "SMTP_URL": outside.smtp_url,
        "OTLP_ENDPOINT": outside.otlp_endpoint,
        "ASSETS_DIR": str(ROOT / "libs" / "chassis" / "node_modules"),
        "BIND": LOOPBACK,
        "TRUSTED_PROXIES": "1",
        "HOME": str(home.directory("run", service)),  # gunicorn writes there
        "PYTHONUNBUFFERED": "1",
    }
    return common | _of_service(home, service, outside)


def _of_service(home: Home, service: str, outside: Outside) -> dict[str, str]:
    letters = str(home.directory("letters"))
    match service:
        case "identity":
            return {"SMS_URL": outside.sms_url}
        case "video":
            return {"TURN_URL": outside.turn_url}
        case "billing":
            return {
                "PAYPAL_URL": outside.paypal_url,
                "PAYPAL_CA_FILE": outside.paypal_ca_file,
                "LETTER_SPOOL_DIR": letters,
                "LETTER_URL": outside.letter_url,
                "STATEMENT_DROP_DIR": str(home.directory("statements")),
            }
        case "fulfilment":
            return {
                "REGISTER_URL": outside.register_url,
                "LETTER_SPOOL_DIR": letters,
                "LETTER_URL": outside.letter_url,
                # A program on this machine may listen to webhooks.
                "WEBHOOK_NETWORKS": "127.0.0.0/8",
            }
    return {}


class ServiceProcess(Program):
    """One of web, worker and relay of a service."""

    stage = "services"
    deadline = 90.0  # many start at once on two cores
    grace = 25.0

    def __init__(self, home: Home, service: str, kind: str, variables: Mapping[str, str]) -> None:
        super().__init__(home)
        self.service, self.kind = service, kind
        self.name = f"{service}-{kind}"
        self._variables = variables

    @property
    def port(self) -> int:
        """Web: pages; worker and relay: health and metrics."""
        return self.home.port(self.name)

    @property
    def url(self) -> str:
        """The process's own address, past the gateway."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def metrics_url(self) -> str:
        """Where Prometheus reads this process."""
        return f"{self.url}/metrics"

    def launch(self) -> Launch:
        command = [sys.executable, "-m", self.service, self.kind]
        return Launch(command, {**self._variables, "PORT": str(self.port)}, ROOT)

    def is_ready(self) -> bool:
        return answers(f"{self.url}/readyz")
