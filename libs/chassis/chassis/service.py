"""What a service tells the chassis of itself, in its `bootstrap.py`; the processes are built from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from chassis.envelope import EventCatalogue
from chassis.invariants.invariant import Invariant
from chassis.jobs.due_work import DueWork
from chassis.mail.sender import Refused, mail_sender, smtp
from chassis.messaging.subscriptions import Subscriptions
from chassis.persistence.engine import create_engine
from chassis.persistence.sections import Sections
from chassis.persistence.unit_of_work import SEND_MAIL, Opened, UnitOfWork, WorkFactory
from chassis.persistence.usage import Usage
from chassis.retention.holding import Holding
from chassis.retention.of_the_house import HOUSE
from chassis.retention.purge import PURGE, purger
from chassis.settings import Settings
from chassis.tenancy import TenantDirectory
from chassis.town.wording import Letter, Sample, Speaker

if TYPE_CHECKING:
    from flask import Blueprint
    from flask_openapi3 import APIBlueprint

SampleLetters = Callable[[Speaker[Any], Any, str], Mapping[str, Sequence[Sample]]]
"""Writes each letter of a service in a language: a voice, the service's ports, and a language (BCP 47)."""
UnitT = TypeVar("UnitT", bound=UnitOfWork)


@dataclass(frozen=True, kw_only=True)
class Service(Generic[UnitT]):
    """One service: its parts, none of them started.

    `letters` are the mails and letters in which a town has words of its own, which stand in its section as `wording`;
    `sample_letters` shows them. `on_catalogue` follows each new version of a town's section; `foresee` says in
    sentences what one would do to what exists, before it is stored. `mail_refused` notes an address that takes no
    mail. `rationed` names the endpoints that admit people town by town (`web/admission.py`), `beginnings` those that
    are closed while a town rests (`web/resting.py`).
    """

    name: str
    settings: type[Settings]
    unit: Callable[[Opened], UnitT]
    section: type[BaseModel]
    catalogue: EventCatalogue
    subscriptions: Subscriptions
    due_work: DueWork = field(default_factory=DueWork)
    holdings: tuple[Holding, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    usage: tuple[Usage, ...] = ()
    ports: Callable[[Any], object] = lambda _settings: None
    blueprints: Callable[[], "Sequence[Blueprint]"] = tuple
    apis: Callable[[], "Sequence[APIBlueprint]"] = tuple
    letters: tuple[Letter, ...] = ()
    sample_letters: SampleLetters | None = None
    on_catalogue: Callable[[Any], None] | None = None
    foresee: Callable[[Any, BaseModel], Sequence[str]] | None = None
    mail_refused: Refused | None = None
    rationed: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """The import name, which is the service's name."""
        return self.name


@dataclass(frozen=True)
class Running(Generic[UnitT]):
    """A service with its settings and connections: what every process has."""

    service: Service[UnitT]
    settings: Settings
    tenants: TenantDirectory
    work: WorkFactory[UnitT]
    ports: object
    due_work: DueWork

    @classmethod
    def start(cls, service: Service[UnitT], settings: Settings) -> "Running[UnitT]":
        """Connect a service; nothing is opened before it is used."""
        name = service.name
        work = WorkFactory(
            engine=create_engine(settings.database_url.get_secret_value(), pool_size=settings.database_pool),
            unit=service.unit,
            service=name,
            events=service.catalogue,
            sections=Sections(name, service.section),
        )
        sender = mail_sender(smtp(settings.smtp_url.get_secret_value()), name, service.mail_refused)
        jobs = {SEND_MAIL: sender, PURGE: purger((*HOUSE, *service.holdings), name)}
        due_work = DueWork({**service.due_work.jobs, **jobs}, {*service.due_work.nightly, PURGE})
        tenants = TenantDirectory(settings.tenants_dir)
        return cls(service, settings, tenants, work, service.ports(settings), due_work)
