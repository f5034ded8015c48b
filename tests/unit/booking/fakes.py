"""A booking unit in memory: real little repositories, so that use cases are tested without a database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import yaml

from booking.adapters.crowd import Crowd
from booking.adapters.letters import MailedLetters
from booking.adapters.search_counts import SearchCounts
from booking.adapters.waiting_letters import MailedWaitingLetters
from booking.domain.appointment import Appointment, Citizen
from booking.domain.caps import Capped, Counts
from booking.domain.catalogue import Section
from booking.domain.fees import Fee, Tariff
from booking.domain.slot import Slot
from booking.domain.steps import Steps
from booking.use_cases.ports import BookingPorts
from booking.use_cases.row_ports import KeptPin
from chassis.access import AccessKeys
from chassis.tenancy import Tenant
from chassis.testing.fakes import FakeUnit
from tests.unit.booking.fake_bounces import FakeBounces
from tests.unit.booking.fake_outages import FakeOutages
from tests.unit.booking.fake_statistics import FakeStatistics
from tests.unit.booking.fake_waiting import FakeWaiting

CATALOGUES = Path(__file__).parents[3] / "local" / "catalogues"
CITIZEN = Citizen(given_names="Erika", family_name="Mustermann", email="erika@example.org")


def section(town: str = "ostfildern") -> Section:
    """Return the section of a demo town, without its desks for demonstrations."""
    document = yaml.safe_load((CATALOGUES / f"{town}.yaml").read_text(encoding="utf-8"))
    return Section.model_validate(document["booking"]).model_copy(update={"demo": False})


@dataclass
class FakeAppointments:
    """Keeps appointments in a dictionary, with the constraint of the table."""

    kept: dict[UUID, Appointment] = field(default_factory=dict)

    def add_hold(self, hold: Appointment) -> bool:
        """Keep a hold unless it overlaps or its key is known."""
        if self._collides(hold) or self.of_key(hold.key):
            return False
        self.kept[hold.id] = hold
        return True

    def forget_expired(self, slots: Sequence[Slot], key: UUID, now: datetime) -> bool:
        """Drop expired holds in the way."""
        before = len(self.kept)
        for other in list(self.kept.values()):
            in_the_way = other.key == key or any(
                slot.desk == other.slot.desk and slot.busy.overlaps(other.slot.busy) for slot in slots
            )
            if in_the_way and other.state == "held" and not other.is_held(now):
                del self.kept[other.id]
        return len(self.kept) < before

    def find(self, appointment_id: UUID) -> Appointment | None:
        """Return it."""
        return self.kept.get(appointment_id)

    claim = find

    def of_key(self, key: UUID) -> Appointment | None:
        """Return the live one of that key."""
        return next((one for one in self.kept.values() if one.key == key and one.state in ("held", "confirmed")), None)

    def of_number(self, number: str) -> Appointment | None:
        """Return the one of that number."""
        return next((one for one in self.kept.values() if one.number == number), None)

    def on_day(self, day: date) -> tuple[Appointment, ...]:
        """Return those of a day, holds aside."""
        found = [one for one in self.kept.values() if one.slot.day == day and one.state != "held"]
        return tuple(sorted(found, key=lambda one: one.begins_at))

    def walk_ins_to_come(self, office: str, first: date, last: date, now: datetime) -> int:
        """Return how many came by knocking and have not begun."""
        return sum(
            one.walk_in and one.state == "confirmed" and one.slot.office == office and one.begins_at > now
            for one in self.kept.values()
            if first <= one.slot.day <= last
        )

    def coming_of(self, address: str, now: datetime) -> tuple[Appointment, ...]:
        """Return the firm ones of an address."""
        found = [
            one
            for one in self.kept.values()
            if one.state == "confirmed" and one.ends_at > now and (one.booked_by.email or "").lower() == address
        ]
        return tuple(sorted(found, key=lambda one: one.begins_at))

    def save(self, appointment: Appointment) -> None:
        """Keep the change."""
        self.kept[appointment.id] = appointment

    def lock_lanes(self, slots: Sequence[Slot]) -> None:
        """Nobody else is here."""

    def lock_caps(self, caps: Sequence[Capped]) -> None:
        """Nobody else is here."""

    def counted(self, first: date, last: date, now: datetime, *, besides: UUID | None = None) -> Counts:
        """Count what is there by day."""
        count: Counter[Capped] = Counter()
        for one in self.kept.values():
            gone = one.state == "cancelled" or (one.state == "held" and not one.is_held(now))
            if not gone and one.id != besides and first <= one.slot.day <= last:
                count[Capped(one.slot.day, "office", one.slot.office)] += 1
                count.update(Capped(one.slot.day, "procedure", key) for key in one.procedures)
        return count

    def move(self, appointment: Appointment) -> bool:
        """Keep the new slot unless it is taken."""
        if self._collides(appointment):
            return False
        self.kept[appointment.id] = appointment
        return True

    def remove(self, appointment_id: UUID) -> None:
        """Drop it."""
        self.kept.pop(appointment_id, None)

    def taken(self, steps: Steps, now: datetime, *, around: datetime | None = None) -> Mapping[str, int]:
        """Return what counts, by desk."""
        found: dict[str, int] = {}
        for one in self.kept.values():
            if one.state == "confirmed" or one.is_held(now):
                busy = one.slot.busy
                found[one.slot.desk] = found.get(one.slot.desk, 0) | steps.within(busy.begins_at, busy.ends_at)
        return found

    def _collides(self, wanted: Appointment) -> bool:
        return any(
            other.id != wanted.id
            and other.slot.desk == wanted.slot.desk
            and other.state in ("held", "confirmed")
            and other.slot.busy.overlaps(wanted.slot.busy)
            for other in self.kept.values()
        )


@dataclass
class FakeTariffs:
    """Keeps tariffs in a dictionary."""

    kept: dict[UUID, Tariff] = field(default_factory=dict)

    def keep(self, tariff: Tariff) -> None:
        """Keep it in place of an older version."""
        self.kept[tariff.id] = tariff

    def fees_on(self, day: date) -> tuple[Fee, ...]:
        """Return the newest that is in force."""
        valid = sorted((one for one in self.kept.values() if one.valid_from <= day), key=lambda one: one.valid_from)
        return valid[-1].fees if valid else ()


@dataclass
class FakeLinkRequests:
    """Keeps wishes in a dictionary."""

    kept: dict[UUID, str] = field(default_factory=dict)

    def keep(self, request_id: UUID, address: str) -> None:
        """Keep a wish."""
        self.kept[request_id] = address

    def take(self, request_id: UUID) -> str | None:
        """Return it once."""
        return self.kept.pop(request_id, None)


@dataclass
class FakePins:
    """Keeps digests in a dictionary."""

    appointments: FakeAppointments
    kept: dict[UUID, KeptPin] = field(default_factory=dict)

    def keep(self, appointment_id: UUID, salt: bytes, digest: bytes) -> None:
        """Keep a digest."""
        self.kept[appointment_id] = KeptPin(appointment_id, salt, digest)

    def of_number(self, number: str) -> KeptPin | None:
        """Return what is kept for a number."""
        found = self.appointments.of_number(number)
        return self.kept.get(found.id) if found else None


@dataclass(frozen=True)
class FakeVersion:
    """A version of the catalogue."""

    number: int


@dataclass
class FakeBookingUnit(FakeUnit):
    """Booking's unit of work in memory, with Ostfildern's catalogue."""

    catalogue: Section = field(default_factory=section)
    appointments: FakeAppointments = field(default_factory=FakeAppointments)
    link_requests: FakeLinkRequests = field(default_factory=FakeLinkRequests)
    tariffs: FakeTariffs = field(default_factory=FakeTariffs)
    waiting: FakeWaiting = field(default_factory=FakeWaiting)
    bounces: FakeBounces = field(default_factory=FakeBounces)
    statistics: FakeStatistics = field(default_factory=FakeStatistics)
    older: list[Section] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pins = FakePins(self.appointments)
        self.outages = FakeOutages(self.appointments.kept)

    def catalogue_versions(self) -> list[FakeVersion]:
        """Return one more than are past."""
        return [FakeVersion(number) for number in range(len(self.older) + 1, 0, -1)]

    def catalogue_of(self, version: int) -> Section:
        """Return a version, counted from 1."""
        versions = dict(enumerate([*self.older, self.catalogue], 1))
        return versions[version]

    def hold_catalogue(self) -> None:
        """Nobody else is here."""

    def change_catalogue(self, section: Section, author: str, note: str) -> None:
        """Let it count from now on."""
        self.older.append(self.catalogue)
        self.catalogue = section


class FakeProofs:
    """Takes every proof that begins with `solved` for a task of its own."""

    def task(self, tenant: Tenant, now: datetime) -> dict[str, str | int]:
        """Return a task."""
        return {"challenge": tenant.key, "salt": f"{now:%H:%M}"}

    def solved(self, tenant: Tenant, proof: str) -> str | None:
        """Return the proof itself."""
        return f"{tenant.key} {proof}" if proof.startswith("solved") else None


def one_desk(told: Section) -> Section:
    """Return the section with a single desk, so that the second wish for a time fails."""
    office = told.offices[0]
    return told.model_copy(update={"offices": (office.model_copy(update={"desks": office.desks[:1]}),)})


def ports(unit: FakeUnit) -> BookingPorts:
    """Return real keys and letters."""
    return BookingPorts(
        keys=AccessKeys({1: b"key"}),
        letters=MailedLetters(unit.clock),
        waiting_letters=MailedWaitingLetters(),
        proofs=FakeProofs(),
        searches=SearchCounts(),
        crowd=Crowd(),
    )


__all__ = ["CITIZEN", "FakeAppointments", "FakeBookingUnit", "one_desk", "ports", "section"]
