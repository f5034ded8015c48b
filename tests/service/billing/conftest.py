"""Billing on a real database, with PayPal's double on a real port."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests
from werkzeug.serving import make_server

from billing.adapters.unit import BillingUnitOfWork
from billing.use_cases.outside import BillingPorts
from chassis.access import AccessKeys, Grant, digest
from chassis.jobs.runner import JobRunner
from chassis.service import Running
from contracts.booking import AppointmentConfirmed
from contracts.fulfilment import CaseSubmitted
from contracts.parts import Access, Contact, Delivery, PostalAddress, VerifiedPerson
from local.doubles.paypal.app import create_app as paypal_double
from local.home import Home

Open = Callable[..., AbstractContextManager[BillingUnitOfWork]]
APPOINTMENT = UUID("3f0a7f1e-6f52-4a8e-9a3c-0d4f5f6a7b81")


@dataclass(frozen=True)
class PayPalDouble:
    """PayPal as the tests see it: a buyer and a back door."""

    url: str
    ca_file: Path

    def sign(self, body: bytes) -> dict[str, str]:
        """Return the headers that make a body one of PayPal's."""
        answer = requests.post(f"{self.url}/_double/webhooks/sign?merchant=ostfildern", data=body, timeout=10)
        return dict(answer.json())

    def approve(self, order_id: str) -> None:
        """Let the buyer approve."""
        requests.post(f"{self.url}/_double/orders/{order_id}/approve", timeout=10).raise_for_status()

    def misbehave(self, **how: object) -> None:
        """Have the double go wrong."""
        requests.put(f"{self.url}/_double/misbehaviour", json=how, timeout=10).raise_for_status()

    def seen(self, kind: str) -> list[dict[str, Any]]:
        """Return what has happened."""
        told = requests.get(f"{self.url}/_double/{kind}", timeout=10).json()
        assert isinstance(told, list)
        return told


@pytest.fixture(scope="session")
def paypal(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PayPalDouble]:
    """PayPal's double."""
    port = home.port("paypal-of-billing-tests")
    folder = tmp_path_factory.mktemp("paypal")
    url = f"http://127.0.0.1:{port}"
    merchants = [
        {
            "tenant": town,
            "name": town,
            "webhook_url": "http://127.0.0.1:1/",
            "client_id": f"paypal_client_id-of-{town}",
            "client_secret": f"paypal_client_secret-of-{town}",
            "webhook_id": f"paypal_webhook_id-of-{town}",
        }
        for town in ("ostfildern", "musterstadt")
    ]
    server = make_server("127.0.0.1", port, paypal_double(folder, url, merchants), True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    PayPalDouble(url, folder / "ca.pem").misbehave(webhooks="none")
    yield PayPalDouble(url, folder / "ca.pem")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def spool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where letters are laid."""
    return tmp_path_factory.mktemp("spool")


@pytest.fixture(scope="session")
def drop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bank's software lays statements."""
    return tmp_path_factory.mktemp("drop")


@pytest.fixture(scope="session")
def billing(start: Callable[..., Running[Any]], paypal: PayPalDouble, spool: Path, drop: Path) -> Running[Any]:
    """The service with its database."""
    return start(
        "billing",
        paypal_url=paypal.url,
        paypal_ca_file=paypal.ca_file,
        letter_spool_dir=spool,
        statement_drop_dir=drop,
    )


@pytest.fixture(scope="session")
def app(billing: Running[Any], application: Callable[[Running[Any]], Any]) -> Any:
    """The web process's application."""
    return application(billing)


@pytest.fixture
def work(billing: Running[Any], wipe: Callable[[Running[Any]], None], spool: Path) -> Open:
    """Open units of work of a town, on empty tables and with an empty spool."""
    wipe(billing)
    for town in spool.iterdir():
        shutil.rmtree(town)

    def begin(town: str = "ostfildern") -> AbstractContextManager[BillingUnitOfWork]:
        return billing.work(billing.tenants.by_key(town))

    return begin


@pytest.fixture
def ports(billing: Running[Any]) -> BillingPorts:
    """What lies outside: the double of PayPal, the real renderer, the spool."""
    assert isinstance(billing.ports, BillingPorts)
    return billing.ports


@pytest.fixture
def do_due_work(billing: Running[Any]) -> Callable[[], int]:
    """Return a function that does everything that is due, but no mail."""
    jobs = type(billing.due_work)({**billing.due_work.jobs, "send-mail": lambda *_: None})
    runner = JobRunner(billing.work, billing.tenants, jobs, billing.ports)
    return runner.run_all


def submitted(**fields: Any) -> CaseSubmitted:
    """Return a submitted request for a Führungszeugnis."""
    delivery: Delivery = fields.pop("delivery", "post")
    told: dict[str, Any] = {
        "case_id": uuid4(),
        "appointment_id": APPOINTMENT,
        "number": "OF-2026-00042",
        "procedure": "fuehrungszeugnis",
        "procedure_name": "Führungszeugnis",
        "purpose": "privat",
        "delivery": delivery,
        "person": VerifiedPerson(
            given_names="Erika", family_name="Mustermann", birth_date=datetime(1964, 8, 12, tzinfo=UTC).date()
        ),
        "address": PostalAddress(street="Hindenburgstraße 12", postal_code="73760", city="Ostfildern"),
        "contact": Contact(given_names="Erika", family_name="Mustermann", email="erika@example.org"),
        "submitted_at": datetime.now(UTC),
    }
    return CaseSubmitted(**(told | fields))


def confirmed(keys: AccessKeys, tenant: str = "ostfildern") -> tuple[AppointmentConfirmed, str]:
    """Return a confirmed appointment and its token for the purpose `case`."""
    now = datetime.now(UTC)
    token = keys.token(Grant(tenant, APPOINTMENT, "case", 1))
    access = Access(purpose="case", digest=digest(token), epoch=1, valid_until=now + timedelta(days=30))
    event = AppointmentConfirmed(
        appointment_id=APPOINTMENT,
        number="OF-2026-00042",
        begins_at=now,
        ends_at=now + timedelta(minutes=15),
        office="rathaus",
        office_name="Rathaus",
        desk="1",
        procedures=(),
        contact=Contact(given_names="Erika", family_name="Mustermann", email="erika@example.org"),
        access=(access,),
    )
    return event, token
