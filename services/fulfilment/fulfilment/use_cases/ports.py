"""What the use cases ask of one transaction, as protocols; `adapters` fulfils them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from chassis.access import Grant
from chassis.clock import Clock
from chassis.tenancy import Tenant
from chassis.unit import AccessBook, Unit
from fulfilment.domain.appointment import Appointment
from fulfilment.domain.case import Case, Step
from fulfilment.domain.certificate import Certificate, RevocationProposal
from fulfilment.domain.document import Document
from fulfilment.domain.flow import Role, State
from fulfilment.domain.section import FulfilmentSection, Procedure
from fulfilment.domain.signature import Signature
from fulfilment.domain.task import Task
from fulfilment.domain.webhook import Delivery


class Cases(Protocol):
    """All cases of the town."""

    def add(self, case: Case) -> None: ...
    def save(self, case: Case) -> None: ...
    def get(self, case_id: UUID) -> Case:
        """Return a case or raise `CaseUnknown`."""

    def lock(self, case_id: UUID) -> Case:
        """Return a case that nobody else changes until the unit ends, or raise `CaseUnknown`."""

    def of(self, appointment_id: UUID) -> tuple[Case, ...]:
        """Return the cases of an appointment in the order of their numbers."""

    def lock_of(self, appointment_id: UUID) -> tuple[Case, ...]:
        """Return them locked."""

    def listed(self, states: Iterable[State], limit: int) -> tuple[Case, ...]:
        """Return the cases that stand in one of these states, the longest unchanged first."""

    def find_by_number(self, number: str) -> Case | None:
        """Return the case of that number."""

    def count_by_state(self) -> dict[State, int]:
        """Return how many cases stand where."""


class Steps(Protocol):
    """The history of the cases, append-only."""

    def append(self, step: Step) -> None: ...
    def of(self, appointment_id: UUID) -> tuple[Step, ...]:
        """Return every step of the appointment's cases, oldest first."""

    def of_case(self, case_id: UUID) -> tuple[Step, ...]:
        """Return every step of one case, oldest first."""


class Documents(Protocol):
    """What citizens sent."""

    def add(self, document: Document, content: bytes) -> None: ...
    def of(self, appointment_id: UUID) -> tuple[Document, ...]: ...
    def content(self, document_id: UUID) -> bytes: ...
    def drop(self, document_id: UUID) -> None: ...


class Signatures(Protocol):
    """What citizens signed, one a case."""

    def keep(self, given: Signature) -> None: ...
    def find(self, case_id: UUID) -> Signature | None: ...


class Timers(Protocol):
    """The timers that run; each is due work of the same id."""

    def start(self, case_id: UUID, name: str) -> UUID:
        """Start a timer and return its id; the same one of a case has the same id."""

    def stop(self, case_id: UUID, name: str) -> UUID:
        """Forget a timer and return its id."""

    def find(self, timer_id: UUID) -> tuple[UUID, str] | None:
        """Return the case and the name of a timer that runs."""


class Tasks(Protocol):
    """What people have to do."""

    def add(self, task: Task) -> None: ...
    def save(self, task: Task) -> None: ...
    def lock(self, task_id: UUID) -> Task:
        """Return a task that nobody else changes until the unit ends, or raise `TaskUnknown`."""

    def open_of(self, case_id: UUID) -> tuple[Task, ...]:
        """Return what is to do about a case."""

    def drop_of(self, case_id: UUID, now: datetime) -> None:
        """End every open task of a case that needs nothing any more."""

    def with_letters(self, roles: Iterable[Role], actor: str, limit: int) -> tuple[tuple[Task, Case], ...]:
        """Return what a letter goes with and nobody else has in hand, with its cases, the most urgent first."""

    def waiting(self, roles: Iterable[Role], limit: int) -> tuple[tuple[Task, Case], ...]:
        """Return what these roles have to do with its cases, the most urgent first."""


class Appointments(Protocol):
    """What is remembered of appointments."""

    def add(self, appointment: Appointment) -> None: ...
    def save(self, appointment: Appointment) -> None: ...
    def find(self, appointment_id: UUID) -> Appointment | None: ...
    def lock(self, appointment_id: UUID) -> Appointment | None: ...


class Procedures(Protocol):
    """The versions of procedures that cases rely on."""

    def keep(self, procedure: Procedure) -> None: ...
    def get(self, key: str, version: str) -> Procedure: ...
    def find(self, key: str, version: str) -> Procedure | None: ...
    def running(self) -> tuple[tuple[str, str, str], ...]:
        """Return key, version and name of each version that unfinished cases follow."""


class Numbers(Protocol):
    """Counts the cases of a town and year."""

    def following(self, year: int) -> int:
        """Return the next number; two units never get the same one."""


class Certificates(Protocol):
    """Certificates with their files."""

    def add(self, certificate: Certificate, content: bytes) -> None: ...
    def find(self, certificate_id: UUID) -> Certificate | None: ...
    def find_by_code(self, code: str) -> Certificate | None: ...
    def of(self, appointment_id: UUID) -> tuple[Certificate, ...]: ...
    def content(self, certificate_id: UUID) -> bytes: ...
    def revoke(self, certificate_id: UUID, at: datetime, reason: str, actor: str) -> None:
        """Say for good that a certificate holds no more; the first word counts."""

    def propose(self, certificate_id: UUID, at: datetime, reason: str, actor: str) -> bool:
        """Keep a proposal, and say whether it is this one that stands."""

    def proposal(self, certificate_id: UUID) -> RevocationProposal | None: ...
    def proposals(self) -> tuple[RevocationProposal, ...]: ...
    def drop_proposal(self, certificate_id: UUID) -> None: ...


class AccessRows(AccessBook, Protocol):
    """Also finds a grant again, so that a mail can carry its link."""

    def grant(self, appointment_id: UUID, purpose: str) -> Grant | None: ...


class Webhooks(Protocol):
    """The messages to the town's own program."""

    def add(self, delivery: Delivery) -> None: ...
    def save(self, delivery: Delivery) -> None: ...
    def find(self, delivery_id: UUID) -> Delivery | None:
        """Return a message that nobody else changes until the unit ends."""

    def newest(self, limit: int) -> tuple[Delivery, ...]: ...
    def failed(self, endpoint: str) -> tuple[Delivery, ...]:
        """Return what an endpoint did not take, the oldest first."""

    def counts(self) -> Counter[tuple[str, str]]:
        """Return how many messages stand where, by endpoint and state."""

    def failed_since(self, endpoint: str, moment: datetime, *, but: UUID) -> bool:
        """Say whether the last attempt of another message at this endpoint was after `moment` and in vain."""


class FulfilmentUnit(Unit, Protocol):
    """One transaction of one tenant at fulfilment."""

    @property
    def tenant(self) -> Tenant: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def access(self) -> AccessRows: ...
    @property
    def catalogue(self) -> FulfilmentSection: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def steps(self) -> Steps: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def signatures(self) -> Signatures: ...
    @property
    def timers(self) -> Timers: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def procedures(self) -> Procedures: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def certificates(self) -> Certificates: ...
    @property
    def webhooks(self) -> Webhooks: ...
