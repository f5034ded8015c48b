"""A unit of work in memory, and an appointment to begin with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.testing.fakes import FakeClock, FakeUnit
from contracts.booking import AppointmentConfirmed
from contracts.parts import Access, BookedProcedure, Contact, Level
from contracts.video import ConsultationStarted
from identity.domain.answers import RegisterFacts
from identity.domain.audit import Noted, Verdict
from identity.domain.check import Check, Status, Step
from identity.domain.contact import ContactOf
from identity.domain.errors import OutOfStep
from identity.domain.lock import LockedBy, LockTask
from identity.domain.policy import Policy
from identity.domain.register import ListStanding, Wanted
from identity.domain.tally import Count
from identity.use_cases.do_step import Place
from identity.use_cases.follow_consultation import begin_check
from identity.use_cases.open_check import open_check
from identity.use_cases.ports import Outside
from tests.unit.identity import zones

BEGINS = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
CONSULTATION = UUID("00000000-0000-4000-8000-0000000000c0")
ACTOR = "staff:clerk"


class FakeChecks:
    """Checks in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[UUID, Check] = {}

    def add(self, check: Check) -> None:
        """Keep a new check."""
        self.kept[check.appointment_id] = check

    def of_appointment(self, appointment_id: UUID) -> Check | None:
        """Return the check of an appointment."""
        return self.kept.get(appointment_id)

    locked = of_appointment

    def save(self, check: Check) -> None:
        """Keep a changed check; refused if it was not read anew."""
        if self.kept[check.appointment_id].revision >= check.revision:
            raise OutOfStep
        self.kept[check.appointment_id] = check

    def counts_since(self, day: date) -> list[Count]:
        """Count the decided checks, each by itself."""
        decided = [check for check in self.kept.values() if check.decision and check.decision.at.date() >= day]
        return [Count(check.clerk or "", check.status, check.decided.reason, 1) for check in decided]

    def everything_about(self, appointment_id: UUID) -> dict[str, Any]:
        """Return the check as it is."""
        return {"checks": [self.kept[appointment_id]]}

    def open_checks(self) -> Sequence[Check]:
        """Return the checks that clerks work on."""
        return [check for check in self.kept.values() if check.status is Status.OPEN]

    def decided_since(self, day: date, status: Status, most: int) -> Sequence[Check]:
        """Return the checks of a status."""
        kept = self.kept.values()
        return [check for check in kept if check.status is status and check.begins_at.date() >= day][:most]


class FakeTrail:
    """An audit of which nothing is kept."""

    def verify(self) -> Verdict:
        """Find it sound."""
        return Verdict(0, "")

    def find(self, *, subject: UUID | None, actor: str, since: datetime, until: datetime) -> list[Noted]:
        """Find nothing."""
        del subject, actor, since, until
        return []


class FakeContacts:
    """Contacts in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[UUID, ContactOf] = {}

    def keep(self, appointment_id: UUID, told: ContactOf) -> None:
        """Keep what was given at booking."""
        self.kept.setdefault(appointment_id, told)

    def of(self, appointment_id: UUID) -> ContactOf:
        """Return the contact; empty if there is none."""
        return self.kept.get(appointment_id, ContactOf())

    def forget(self, appointment_id: UUID) -> None:
        """Drop it."""
        self.kept.pop(appointment_id, None)


class FakeRegisterBook:
    """What was imported, kept and asked, in dictionaries."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[bytes, datetime]] = {}
        self.kept: dict[UUID, bytes] = {}
        self.asked: dict[tuple[str, str], datetime] = {}

    def replace(self, entries: Iterable[tuple[str, bytes]], now: datetime) -> int:
        """Put a new list in place of the old one."""
        self.entries = {person: (sealed, now) for person, sealed in entries}
        return len(self.entries)

    def standing(self) -> ListStanding:
        """Return how large the list is."""
        return ListStanding(len(self.entries), max((at for _, at in self.entries.values()), default=None))

    def entry(self, person: str, since: datetime) -> bytes | None:
        """Return what the list has of a person."""
        sealed, at = self.entries.get(person, (None, since))
        return sealed if at >= since else None

    def keep_facts(self, check_id: UUID, sealed: bytes) -> None:
        """Keep what a check compares with."""
        self.kept[check_id] = sealed

    def facts(self, check_id: UUID) -> bytes | None:
        """Return it."""
        return self.kept.get(check_id)

    def drop_facts(self, check_id: UUID) -> None:
        """Forget it."""
        self.kept.pop(check_id, None)

    def note_topic(self, person: str, topic: str, now: datetime) -> None:
        """Note that a person was asked."""
        self.asked[person, topic] = now

    def topics_since(self, person: str, since: datetime) -> frozenset[str]:
        """Return what a person was asked since then."""
        return frozenset(topic for (who, topic), at in self.asked.items() if who == person and at > since)


class FakeLocks:
    """Tasks in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[UUID, tuple[LockedBy, ...]] = {}

    def open(self, appointment_id: UUID, reasons: tuple[LockedBy, ...], now: datetime) -> None:
        """Open a task."""
        del now
        self.kept[appointment_id] = reasons

    def open_tasks(self) -> list[LockTask]:
        """Return what is to be done."""
        return [LockTask(one, one, reasons, BEGINS) for one, reasons in self.kept.items()]

    def finish(self, appointment_id: UUID, now: datetime) -> bool:
        """Mark it as done."""
        del now
        return self.kept.pop(appointment_id, None) is not None


class FakeNames:
    """Names in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def met(self, subject: str, name: str, now: datetime) -> None:
        """Note the name."""
        del now
        self.kept[subject] = name

    def known(self) -> dict[str, str]:
        """Return them."""
        return self.kept


class FakeKeys:
    """Seals by a mark that tells what it is about."""

    def seal(self, about: str, text: str) -> bytes:
        """Mark it."""
        return f"{about}|{text}".encode()

    def open(self, about: str, sealed: bytes) -> str:
        """Take the mark off."""
        assert sealed.decode().startswith(about + "|")
        return sealed.decode().removeprefix(about + "|")

    def pseudonym(self, tenant: str, text: str) -> str:
        """Return it as it is."""
        return f"{tenant}|{text}"


class FakeRegister:
    """A register that knows what a test tells it."""

    def __init__(self) -> None:
        self.known: RegisterFacts | None = None

    def look_up(self, tenant: str, url: str, wanted: Wanted) -> RegisterFacts | None:
        """Return what the test told."""
        del tenant, url, wanted
        return self.known


def outside() -> Outside:
    """Return what lies outside."""
    return Outside(keys=FakeKeys(), register=FakeRegister())


@dataclass
class FakeIdentityUnit(FakeUnit):
    """A unit of work of identity."""

    checks: FakeChecks = field(default_factory=FakeChecks)
    trail: FakeTrail = field(default_factory=FakeTrail)
    contacts: FakeContacts = field(default_factory=FakeContacts)
    register: FakeRegisterBook = field(default_factory=FakeRegisterBook)
    locks: FakeLocks = field(default_factory=FakeLocks)
    names: FakeNames = field(default_factory=FakeNames)
    catalogue: Policy = zones.POLICY
    noted: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def note(self, action: str, subject: UUID, actor: str, **details: object) -> None:
        """Keep the row with its details."""
        self.audit(action, subject, actor)
        self.noted.append((action, details))

    @property
    def time(self) -> FakeClock:
        """The clock, to be moved."""
        assert isinstance(self.clock, FakeClock)
        return self.clock


def confirmed(
    *levels: Level,
    given_names: str = "Erika",
    family_name: str = "Mustermann",
    phone: str | None = None,
    appointment_id: UUID | None = None,
) -> AppointmentConfirmed:
    """Return an appointment with a procedure for each level."""
    until = BEGINS + timedelta(days=1)
    return AppointmentConfirmed(
        appointment_id=appointment_id or uuid4(),
        number="T-1",
        begins_at=BEGINS,
        ends_at=BEGINS + timedelta(minutes=20),
        office="rathaus",
        office_name="Rathaus",
        desk="1",
        procedures=tuple(
            BookedProcedure(
                item_id=uuid4(), procedure="meldebescheinigung", name="Meldebescheinigung", identity_level=one
            )
            for one in levels
        ),
        contact=Contact(given_names=given_names, family_name=family_name, email="erika@example.org", phone=phone),
        access=(
            Access(purpose="manage", digest="aa", epoch=1, valid_until=until),
            Access(purpose="join", digest="bb", epoch=1, valid_until=until),
            Access(purpose="case", digest="cc", epoch=1, valid_until=until),
        ),
    )


def in_call(*levels: Level, **names: Any) -> tuple[FakeIdentityUnit, Check]:
    """Return a unit with a check that the clerk may begin."""
    unit = FakeIdentityUnit()
    said = confirmed(*(levels or ("normal",)), **names)
    open_check(unit, said)
    begin_check(
        unit,
        ConsultationStarted(
            appointment_id=said.appointment_id, consultation_id=CONSULTATION, clerk="clerk", started_at=BEGINS
        ),
    )
    return unit, unit.checks.kept[said.appointment_id]


def place(check: Check, step: Step | None = None, revision: int | None = None) -> Place:
    """Return where the clerk's page stands."""
    return Place(check.appointment_id, step or check.step, revision or check.revision, ACTOR)
