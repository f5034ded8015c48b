"""The composition of the system on one machine: which programs there are and how they know each other."""

import os
from dataclasses import dataclass
from functools import cached_property

from local.backing.coturn import Coturn
from local.backing.doubles import BundId, Letters, Merchant, PayPal, Register, Relying, Sms
from local.backing.mail import Mail
from local.backing.nginx import Gateway
from local.backing.oidc import Client, OpenIdProvider
from local.backing.postgres import Postgres
from local.backing.rabbitmq import RabbitMQ
from local.backing.traces import Traces
from local.databases import Databases, DatabaseUrls
from local.home import Home
from local.process import Program
from local.service_list import KINDS, existing
from local.services import Outside, ServiceProcess, environment
from local.tenants import Town, demo_towns

# Where billing hears PayPal; behind the gateway, so that a webhook takes the way it takes in production.
WEBHOOK_PATH = "/api/billing/v1/paypal/webhook"
# Where browsers bring BundID's answers.
BUNDID_PATH = "/identitaet/bundid/antwort"


@dataclass(frozen=True)
class Given:
    """Servers of somebody else that are used instead of private ones (an administrator's addresses)."""

    database_url: str | None = None
    broker_url: str | None = None

    @classmethod
    def from_environment(cls) -> "Given":
        """Read DATABASE_URL and BROKER_URL."""
        return cls(os.environ.get("DATABASE_URL") or None, os.environ.get("BROKER_URL") or None)


class System:
    """All programs of one home."""

    def __init__(self, home: Home, given: Given, services: list[str] | None = None) -> None:
        self.home, self.given = home, given
        self.services = existing() if services is None else services
        self.towns: list[Town] = demo_towns()
        self.postgres, self.rabbitmq, self.coturn = Postgres(home), RabbitMQ(home), Coturn(home)
        self.mail, self.traces, self.gateway = Mail(home), Traces(home), Gateway(home)
        self.register, self.letters, self.sms = Register(home), Letters(home), Sms(home)
        self.oidc = OpenIdProvider(
            home, [Client(t.key, t.name, tuple(self.gateway.url(host) for host in t.hosts)) for t in self.towns]
        )
        self.paypal = PayPal(
            home, [Merchant(t.key, t.name, self.gateway.url(t.hosts[0]) + WEBHOOK_PATH) for t in self.towns]
        )

        addresses = [(t.key, self.gateway.url(t.hosts[0])) for t in self.towns]
        self.bundid = BundId(
            home,
            [Relying(key, url + "/identitaet/bundid/metadaten", url + BUNDID_PATH) for key, url in addresses],
        )

    @property
    def admin_url(self) -> str:
        """The database server, as its administrator."""
        return self.given.database_url or self.postgres.admin_url

    @property
    def broker_url(self) -> str:
        """The broker, as its administrator."""
        return self.given.broker_url or self.rabbitmq.url

    def backing(self) -> list[Program]:
        """Return everything but the services, slowest first."""
        programs: list[Program] = [] if self.given.broker_url else [self.rabbitmq]
        programs += [] if self.given.database_url else [self.postgres]
        programs += [self.oidc, self.paypal, self.register, self.letters, self.sms, self.bundid]
        programs += [self.mail, self.traces, self.coturn]
        return programs

    @cached_property
    def outside(self) -> Outside:
        """Return the addresses that services get."""
        return Outside(
            broker_urls={name: self.given.broker_url or self.rabbitmq.user_url(name) for name in existing()},
            migration_broker_url=self.broker_url,
            smtp_url=self.mail.smtp_url,
            otlp_endpoint=self.traces.url,
            turn_url=self.coturn.url,
            paypal_url=self.paypal.url,
            paypal_ca_file=str(self.paypal.ca_file),
            register_url=self.register.url,
            letter_url=self.letters.url,
            sms_url=self.sms.url,
        )

    def ensure_databases(self) -> dict[str, DatabaseUrls]:
        """Create roles and databases of all services."""
        databases = Databases(self.admin_url, self.home)
        return {service: databases.ensure(service) for service in self.services}

    def variables(self, service: str, urls: DatabaseUrls) -> dict[str, str]:
        """Return the environment of a service's processes."""
        return environment(self.home, service, urls, self.outside)

    def processes(self, service: str, variables: dict[str, str]) -> list[ServiceProcess]:
        """Return the long-running processes of a service."""
        return [ServiceProcess(self.home, service, kind, variables) for kind in KINDS]

    def everything(self) -> list[Program]:
        """Return every program that a home can have, in the order of stopping; for orphans and `status`."""
        services = [process for name in existing() for process in self.processes(name, {})]
        return [self.gateway, *services, *reversed(self.backing()), self.postgres, self.rabbitmq, self.rabbitmq.epmd]
