"""Video's repositories as dictionaries."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from chassis.testing.fakes import FakeUnit
from contracts.booking import AppointmentConfirmed
from contracts.parts import Access, BookedProcedure, Contact
from video.domain.clerk import Clerk
from video.domain.consultation import Consultation, State
from video.domain.copies import CaseCopy, CheckCopy
from video.domain.feedback import Feedback
from video.domain.guest import Guest
from video.domain.line import Entry, Participant, Said
from video.domain.quality import CallQuality, Measured
from video.domain.section import VideoSection

BEGINS = datetime(2026, 11, 24, 14, 10, tzinfo=UTC)


@dataclass
class FakeConsultations:
    """Keeps consultations by id."""

    kept: dict[UUID, Consultation] = field(default_factory=dict)
    days: dict[UUID, date] = field(default_factory=dict)

    def add(self, consultation: Consultation, day: date) -> None:
        self.save(consultation, day)

    def save(self, consultation: Consultation, day: date) -> None:
        self.kept[consultation.id] = consultation
        self.days[consultation.id] = day

    def of_appointment(self, appointment_id: UUID) -> Consultation | None:
        return next((item for item in self.kept.values() if item.appointment_id == appointment_id), None)

    lock = of_appointment

    def get(self, consultation_id: UUID) -> Consultation | None:
        return self.kept.get(consultation_id)

    def admit(self, consultation_id: UUID, clerk: str, clerk_name: str, now: datetime) -> bool:
        found = self.kept[consultation_id]
        if found.state is not State.WAITING:
            return False
        self.kept[consultation_id] = replace(
            found,
            state=State.IN_CALL,
            clerk=clerk,
            clerk_name=clerk_name,
            started_at=found.started_at or now,
            parked_at=None,
        )
        return True

    def on(self, day: date) -> Sequence[Consultation]:
        return sorted((c for c in self.kept.values() if self.days[c.id] == day), key=lambda c: c.begins_at)

    def waiting_before(self, consultation: Consultation, day: date) -> int:
        arrived = consultation.arrived_at
        assert arrived is not None
        others = (item for item in self.on(day) if item.state is State.WAITING and item.arrived_at is not None)
        return sum(1 for item in others if item.arrived_at is not None and item.arrived_at < arrived)


@dataclass
class FakeLine:
    """Keeps people and the log in lists, and counts how often it rang."""

    people: dict[tuple[UUID, UUID], Participant] = field(default_factory=dict)
    log: dict[UUID, list[Entry]] = field(default_factory=dict)
    rung: list[UUID] = field(default_factory=list)
    told: dict[UUID, int] = field(default_factory=dict)

    def participant(self, consultation_id: UUID, participant_id: UUID) -> Participant | None:
        return self.people.get((consultation_id, participant_id))

    def roster(self, consultation_id: UUID) -> tuple[Participant, ...]:
        return tuple(person for (where, _), person in self.people.items() if where == consultation_id)

    def put(self, consultation_id: UUID, participant: Participant) -> None:
        self.people[consultation_id, participant.id] = participant

    def seen(self, consultation_id: UUID, participant_id: UUID, page: UUID, moment: datetime | None) -> None:
        person = self.people.get((consultation_id, participant_id))
        if person is not None and person.page == page:
            self.people[consultation_id, participant_id] = replace(person, seen_at=moment)

    def append(self, consultation_id: UUID, sender: Participant, said: Said, now: datetime) -> int:
        self.told[consultation_id] = seq = self.told.get(consultation_id, 0) + 1
        entry = Entry(seq, said.topic, sender.id, sender.epoch, said.body, now, said.to, said.to_epoch)
        self.log.setdefault(consultation_id, []).append(entry)
        return seq

    def since(self, consultation_id: UUID, seq: int) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.log.get(consultation_id, []) if entry.seq > seq)

    def ring(self, consultation_id: UUID) -> None:
        self.rung.append(consultation_id)

    def remove(self, consultation_id: UUID, participant_id: UUID) -> None:
        self.people.pop((consultation_id, participant_id), None)
        self.log[consultation_id] = [
            entry
            for entry in self.log.get(consultation_id, [])
            if entry.topic != "signal" or participant_id not in (entry.sender, entry.to)
        ]

    def purge(self, consultation_id: UUID) -> None:
        self.log.pop(consultation_id, None)
        self.people = {key: person for key, person in self.people.items() if key[0] != consultation_id}


@dataclass
class FakeGuests:
    """Keeps invitations in the order in which they were made."""

    kept: dict[UUID, Guest] = field(default_factory=dict)

    def put(self, guest: Guest) -> None:
        self.kept[guest.id] = guest

    def get(self, guest_id: UUID) -> Guest | None:
        return self.kept.get(guest_id)

    def of(self, consultation_id: UUID) -> tuple[Guest, ...]:
        return tuple(guest for guest in self.kept.values() if guest.consultation_id == consultation_id)


@dataclass
class FakeClerks:
    """Keeps who is at a desk."""

    kept: dict[str, Clerk] = field(default_factory=dict)

    def put(self, clerk: Clerk) -> None:
        self.kept[clerk.subject] = clerk

    def all(self) -> tuple[Clerk, ...]:
        return tuple(sorted(self.kept.values(), key=lambda clerk: clerk.name))


@dataclass
class FakeQuality:
    """Keeps minutes in a list."""

    kept: list[tuple[UUID, Measured]] = field(default_factory=list)

    def add(self, consultation_id: UUID, measured: Measured) -> None:
        self.kept.append((consultation_id, measured))

    def of(self, consultation_id: UUID) -> tuple[Measured, ...]:
        return tuple(measured for call, measured in self.kept if call == consultation_id)

    def newest_calls(self, most: int) -> tuple[CallQuality, ...]:
        raise LookupError("the database alone sums calls up")


@dataclass
class FakeFeedback:
    """Keeps answers in a list."""

    kept: list[Feedback] = field(default_factory=list)

    def add(self, given: Feedback) -> None:
        self.kept.append(given)

    def since(self, day: datetime) -> tuple[Feedback, ...]:
        return tuple(given for given in self.kept if given.day >= day)


@dataclass
class FakeCopies:
    """Keeps copies in dictionaries."""

    checks: dict[UUID, CheckCopy] = field(default_factory=dict)
    kept: dict[UUID, CaseCopy] = field(default_factory=dict)

    def put_check(self, check: CheckCopy) -> None:
        self.checks[check.appointment_id] = check

    def check(self, appointment_id: UUID) -> CheckCopy | None:
        return self.checks.get(appointment_id)

    def put_case(self, case: CaseCopy) -> None:
        self.kept[case.case_id] = case

    def case(self, case_id: UUID) -> CaseCopy | None:
        return self.kept.get(case_id)

    def cases(self, appointment_id: UUID) -> tuple[CaseCopy, ...]:
        return tuple(case for case in self.kept.values() if case.appointment_id == appointment_id)


@dataclass
class FakeNotes:
    """Keeps one sheet for each consultation."""

    sheets: dict[UUID, str] = field(default_factory=dict)

    def put(self, consultation_id: UUID, text: str, clerk: str, now: datetime) -> None:
        del clerk, now
        self.sheets[consultation_id] = text

    def get(self, consultation_id: UUID) -> str:
        return self.sheets.get(consultation_id, "")


@dataclass
class FakeVideoUnit(FakeUnit):
    """A unit of video without a database; its clock stands ten minutes before `BEGINS`."""

    catalogue: VideoSection = field(default_factory=VideoSection)
    consultations: FakeConsultations = field(default_factory=FakeConsultations)
    line: FakeLine = field(default_factory=FakeLine)
    guests: FakeGuests = field(default_factory=FakeGuests)
    clerks: FakeClerks = field(default_factory=FakeClerks)
    quality: FakeQuality = field(default_factory=FakeQuality)
    feedback: FakeFeedback = field(default_factory=FakeFeedback)
    copies: FakeCopies = field(default_factory=FakeCopies)
    notes: FakeNotes = field(default_factory=FakeNotes)


def confirmed(appointment_id: UUID | None = None, **changes: Any) -> AppointmentConfirmed:
    """Return a confirmed appointment as booking says it."""
    told = AppointmentConfirmed(
        appointment_id=appointment_id or uuid4(),
        number="OST-2026-000123",
        begins_at=BEGINS,
        ends_at=BEGINS.replace(minute=40),
        office="rathaus",
        office_name="Bürgerbüro Stadthaus",
        desk="1",
        procedures=(
            BookedProcedure(
                item_id=uuid4(), procedure="meldebescheinigung", name="Meldebescheinigung", identity_level="normal"
            ),
        ),
        contact=Contact(given_names="Erika", family_name="Mustermann", email="erika@example.org"),
        access=(
            Access(purpose="manage", digest="a" * 64, epoch=1, valid_until=BEGINS.replace(hour=23)),
            Access(purpose="join", digest="b" * 64, epoch=1, valid_until=BEGINS.replace(hour=23)),
        ),
    )
    return replace(told, **changes)
