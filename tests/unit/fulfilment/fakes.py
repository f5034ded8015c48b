"""Fulfilment's repositories as dictionaries; `around.py` holds what lies outside."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID, uuid5

import yaml

from chassis.testing.fakes import FakeUnit
from fulfilment.domain.appointment import Appointment
from fulfilment.domain.case import Case, Step
from fulfilment.domain.certificate import Certificate, RevocationProposal
from fulfilment.domain.document import Document
from fulfilment.domain.errors import CaseUnknown
from fulfilment.domain.flow import Role, State
from fulfilment.domain.section import FulfilmentSection, Procedure
from fulfilment.domain.signature import Signature
from fulfilment.domain.task import Task
from tests.unit.fulfilment.fake_webhooks import FakeWebhooks

CATALOGUES = Path(__file__).parents[3] / "local" / "catalogues"


@cache
def section(town: str = "ostfildern") -> FulfilmentSection:
    """Return the demo town's section."""
    told = yaml.safe_load((CATALOGUES / f"{town}.yaml").read_text(encoding="utf-8"))
    return FulfilmentSection.model_validate(told["fulfilment"])


@dataclass
class FakeCases:
    """Cases in a dictionary."""

    rows: dict[UUID, Case] = field(default_factory=dict)

    def add(self, case: Case) -> None:
        assert case.id not in self.rows
        self.rows[case.id] = case

    def save(self, case: Case) -> None:
        self.rows[case.id] = case

    def get(self, case_id: UUID) -> Case:
        if case_id not in self.rows:
            raise CaseUnknown(str(case_id))
        return self.rows[case_id]

    lock = get

    def of(self, appointment_id: UUID) -> tuple[Case, ...]:
        return tuple(case for case in self.rows.values() if case.appointment_id == appointment_id)

    lock_of = of

    def listed(self, states: Iterable[State], limit: int) -> tuple[Case, ...]:
        return tuple(case for case in self.rows.values() if case.state in set(states))[:limit]

    def find_by_number(self, number: str) -> Case | None:
        return next((case for case in self.rows.values() if case.number == number), None)

    def count_by_state(self) -> dict[State, int]:
        states = [case.state for case in self.rows.values()]
        return {state: states.count(state) for state in states}


@dataclass
class FakeSteps:
    """History in a list."""

    cases: FakeCases
    rows: list[Step] = field(default_factory=list)

    def append(self, step: Step) -> None:
        self.rows.append(step)

    def of(self, appointment_id: UUID) -> tuple[Step, ...]:
        return tuple(row for row in self.rows if self.cases.get(row.case_id).appointment_id == appointment_id)

    def of_case(self, case_id: UUID) -> tuple[Step, ...]:
        return tuple(row for row in self.rows if row.case_id == case_id)


@dataclass
class FakeDocuments:
    """What citizens sent, in a dictionary."""

    rows: dict[UUID, tuple[Document, bytes]] = field(default_factory=dict)

    def add(self, document: Document, content: bytes) -> None:
        self.rows[document.id] = document, content

    def of(self, appointment_id: UUID) -> tuple[Document, ...]:
        return tuple(document for document, _ in self.rows.values() if document.appointment_id == appointment_id)

    def content(self, document_id: UUID) -> bytes:
        return self.rows[document_id][1]

    def drop(self, document_id: UUID) -> None:
        del self.rows[document_id]


@dataclass
class FakeSignatures:
    """Signatures in a dictionary."""

    rows: dict[UUID, Signature] = field(default_factory=dict)

    def keep(self, given: Signature) -> None:
        self.rows[given.case_id] = given

    def find(self, case_id: UUID) -> Signature | None:
        return self.rows.get(case_id)


@dataclass
class FakeTimers:
    """Timers in a dictionary."""

    rows: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)

    def start(self, case_id: UUID, name: str) -> UUID:
        self.rows[uuid5(case_id, name)] = case_id, name
        return uuid5(case_id, name)

    def stop(self, case_id: UUID, name: str) -> UUID:
        self.rows.pop(uuid5(case_id, name), None)
        return uuid5(case_id, name)

    def find(self, timer_id: UUID) -> tuple[UUID, str] | None:
        return self.rows.get(timer_id)


@dataclass
class FakeTasks:
    """What is to do, in a dictionary."""

    cases: FakeCases
    procedures: "FakeProcedures"
    rows: dict[UUID, Task] = field(default_factory=dict)

    def add(self, task: Task) -> None:
        self.rows[task.id] = task

    save = add

    def lock(self, task_id: UUID) -> Task:
        return self.rows[task_id]

    def open_of(self, case_id: UUID) -> tuple[Task, ...]:
        return tuple(task for task in self.rows.values() if task.case_id == case_id and task.done_at is None)

    def drop_of(self, case_id: UUID, now: datetime) -> None:
        for task in self.open_of(case_id):
            self.rows[task.id] = replace(task, done_at=now, done_by="system")

    def waiting(self, roles: Iterable[Role], limit: int) -> tuple[tuple[Task, Case], ...]:
        found = [task for task in self.rows.values() if task.done_at is None and task.role in set(roles)]
        return tuple((task, self.cases.get(task.case_id)) for task in found[:limit])

    def with_letters(self, roles: Iterable[Role], actor: str, limit: int) -> tuple[tuple[Task, Case], ...]:
        found = [one for one in self.waiting(roles, len(self.rows)) if one[0].taken_by in (None, actor)]
        return tuple((task, case) for task, case in found if self._has_letter(task, case))[:limit]

    def _has_letter(self, task: Task, case: Case) -> bool:
        follow_ups = self.procedures.get(case.procedure, case.version).follow_ups
        return task.kind == "follow_up" and any(one.letter for one in follow_ups if one.label == task.label)


@dataclass
class FakeAppointments:
    """Appointments in a dictionary."""

    rows: dict[UUID, Appointment] = field(default_factory=dict)

    def add(self, appointment: Appointment) -> None:
        self.rows[appointment.id] = appointment

    save = add

    def find(self, appointment_id: UUID) -> Appointment | None:
        return self.rows.get(appointment_id)

    lock = find


@dataclass
class FakeProcedures:
    """Versions in a dictionary."""

    rows: dict[tuple[str, str], Procedure] = field(default_factory=dict)

    def keep(self, procedure: Procedure) -> None:
        self.rows[procedure.key, procedure.version] = procedure

    def get(self, key: str, version: str) -> Procedure:
        return self.rows[key, version]

    def find(self, key: str, version: str) -> Procedure | None:
        return self.rows.get((key, version))

    def running(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((key, version, one.name) for (key, version), one in self.rows.items())


@dataclass
class FakeNumbers:
    """Counts."""

    last: dict[int, int] = field(default_factory=dict)

    def following(self, year: int) -> int:
        self.last[year] = self.last.get(year, 0) + 1
        return self.last[year]


@dataclass
class FakeCertificates:
    """Certificates with their files."""

    rows: dict[UUID, tuple[Certificate, bytes]] = field(default_factory=dict)

    def add(self, certificate: Certificate, content: bytes) -> None:
        assert certificate.id not in self.rows
        self.rows[certificate.id] = certificate, content

    def find(self, certificate_id: UUID) -> Certificate | None:
        return self.rows[certificate_id][0] if certificate_id in self.rows else None

    def find_by_code(self, code: str) -> Certificate | None:
        return next((made for made, _ in self.rows.values() if made.code == code), None)

    def of(self, appointment_id: UUID) -> tuple[Certificate, ...]:
        return tuple(made for made, _ in self.rows.values() if made.appointment_id == appointment_id)

    def content(self, certificate_id: UUID) -> bytes:
        return self.rows[certificate_id][1]

    def revoke(self, certificate_id: UUID, at: datetime, reason: str, actor: str) -> None:
        made, content = self.rows[certificate_id]
        self.rows[certificate_id] = replace(made, revoked_at=at), content

    proposed: dict[UUID, RevocationProposal] = field(default_factory=dict)

    def propose(self, certificate_id: UUID, at: datetime, reason: str, actor: str) -> bool:
        made = RevocationProposal(certificate_id, at, reason, actor)
        return self.proposed.setdefault(certificate_id, made) is made

    def proposal(self, certificate_id: UUID) -> RevocationProposal | None:
        return self.proposed.get(certificate_id)

    def proposals(self) -> tuple[RevocationProposal, ...]:
        return tuple(self.proposed.values())

    def drop_proposal(self, certificate_id: UUID) -> None:
        self.proposed.pop(certificate_id, None)


@dataclass
class FulfilmentFake(FakeUnit):
    """Fulfilment's unit of work in memory."""

    catalogue: FulfilmentSection = field(default_factory=section)
    cases: FakeCases = field(default_factory=FakeCases)
    appointments: FakeAppointments = field(default_factory=FakeAppointments)
    procedures: FakeProcedures = field(default_factory=FakeProcedures)
    numbers: FakeNumbers = field(default_factory=FakeNumbers)
    certificates: FakeCertificates = field(default_factory=FakeCertificates)
    documents: FakeDocuments = field(default_factory=FakeDocuments)
    signatures: FakeSignatures = field(default_factory=FakeSignatures)
    timers: FakeTimers = field(default_factory=FakeTimers)
    webhooks: FakeWebhooks = field(default_factory=FakeWebhooks)

    def __post_init__(self) -> None:
        self.steps = FakeSteps(self.cases)
        self.tasks = FakeTasks(self.cases, self.procedures)

    def names(self) -> list[str]:
        """Return the names of what was said."""
        return [type(event).__name__ for event in self.events]
