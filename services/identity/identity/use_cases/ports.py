"""What the use cases ask of the outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from chassis.tenancy import Tenant
from chassis.unit import Unit
from identity.domain.answers import RegisterFacts
from identity.domain.audit import Noted, Verdict
from identity.domain.check import Check, Status
from identity.domain.contact import ContactOf
from identity.domain.handoff import Request, Told
from identity.domain.lock import LockedBy, LockTask
from identity.domain.policy import Policy
from identity.domain.register import ListStanding, Wanted
from identity.domain.tally import Count


class Checks(Protocol):
    """The checks of the current town."""

    def add(self, check: Check) -> None:
        """Keep a new check."""

    def of_appointment(self, appointment_id: UUID) -> Check | None:
        """Return the check of an appointment."""

    def locked(self, appointment_id: UUID) -> Check | None:
        """Return the check of an appointment and let nobody else change it until this unit ends."""

    def save(self, check: Check) -> None:
        """Keep a changed check."""

    def counts_since(self, day: date) -> list[Count]:
        """Count the checks that were decided on that day or later by clerk, status and reason."""

    def everything_about(self, appointment_id: UUID) -> dict[str, Any]:
        """Return every row that is held about an appointment, as plain texts and numbers."""

    def open_checks(self) -> Sequence[Check]:
        """Return the checks that clerks work on now, oldest first."""

    def decided_since(self, day: date, status: Status, most: int) -> Sequence[Check]:
        """Return so many checks of a status at most, decided on that day or later, the one decided last first."""


class Trail(Protocol):
    """The audit of the current town."""

    def verify(self) -> Verdict:
        """Follow the whole chain; details that are still there have to be those that were committed to."""

    def find(self, *, subject: UUID | None, actor: str, since: datetime, until: datetime) -> list[Noted]:
        """Return what was noted about a check or by somebody in this time, newest first."""


class Contacts(Protocol):
    """Where one-time codes go."""

    def keep(self, appointment_id: UUID, told: ContactOf) -> None:
        """Keep what was given at booking."""

    def of(self, appointment_id: UUID) -> ContactOf:
        """Return the contact; empty if there is none."""

    def forget(self, appointment_id: UUID) -> None:
        """Drop it."""


class RegisterBook(Protocol):
    """What a town imported, what a check compares with, which topics were asked: sealed or keyed."""

    def replace(self, entries: Iterable[tuple[str, bytes]], now: datetime) -> int:
        """Put a new list in place of the old one and return how many persons it has."""

    def standing(self) -> ListStanding:
        """Return how large the list is and from when."""

    def entry(self, person: str, since: datetime) -> bytes | None:
        """Return what the list has of a person, if it was imported since then."""

    def keep_facts(self, check_id: UUID, sealed: bytes) -> None:
        """Keep what this check compares with until it is decided."""

    def facts(self, check_id: UUID) -> bytes | None:
        """Return what this check compares with."""

    def drop_facts(self, check_id: UUID) -> None:
        """Forget what this check compared with."""

    def note_topic(self, person: str, topic: str, now: datetime) -> None:
        """Note that a person was asked about a topic."""

    def topics_since(self, person: str, since: datetime) -> frozenset[str]:
        """Return the topics that a person was asked about since then."""


class Locks(Protocol):
    """The supervisor's tasks that follow locked questions."""

    def open(self, appointment_id: UUID, reasons: tuple[LockedBy, ...], now: datetime) -> None:
        """Open a task; one that was done is opened again."""

    def open_tasks(self) -> list[LockTask]:
        """Return what is to be done, oldest first."""

    def finish(self, appointment_id: UUID, now: datetime) -> bool:
        """Mark a task as done, and say whether it was open."""


class Names(Protocol):
    """How staff are called who act here."""

    def met(self, subject: str, name: str, now: datetime) -> None:
        """Note that this person acts."""

    def known(self) -> dict[str, str]:
        """Return the names by the provider's id, in the order of the alphabet."""


class Keys(Protocol):
    """Seals and pseudonyms under the region's keys."""

    def seal(self, about: str, text: str) -> bytes:
        """Encrypt a text for what it is about."""

    def open(self, about: str, sealed: bytes) -> str:
        """Decrypt it."""

    def pseudonym(self, tenant: str, text: str) -> str:
        """Return a keyed digest."""


class RegisterService(Protocol):
    """A register that is asked over the network."""

    def look_up(self, tenant: str, url: str, wanted: Wanted) -> RegisterFacts | None:
        """Return what it knows of a person; None where it knows nobody or does not answer in time."""


@dataclass(frozen=True)
class Sms:
    """A text message; one that is handed over twice under the same reference goes out once."""

    reference: UUID
    number: str
    """E.164."""
    text: str


class SmsFailure(StrEnum):
    """Why a text message was not sent."""

    REFUSED = "refused"
    """The gateway will never send to this number."""
    UNAVAILABLE = "unavailable"
    """It was not taken; another try may succeed."""
    UNANSWERED = "unanswered"
    """No answer in time: it may have been taken."""


class SmsNotSent(Exception):
    """A text message did not go out, or nobody knows whether it did."""

    def __init__(self, failure: SmsFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class SmsGateway(Protocol):
    """Sends text messages."""

    def send(self, message: Sms) -> None:
        """Hand a message over within seconds, or raise `SmsNotSent`."""


@dataclass(frozen=True)
class Leaving:
    """What a browser posts to BundID: a signed SAML request."""

    address: str
    saml_request: str


class BundId(Protocol):
    """The user account of the Federation, which people's own browsers carry messages to and from."""

    def serves(self, town: Tenant) -> bool:
        """Say whether the town is registered there, with keys that are mounted."""

    def ask(self, town: Tenant, request: Request, now: datetime) -> Leaving:
        """Write and sign a request."""

    def names(self, answer: str) -> str:
        """Return the id of the request that an answer claims to belong to; nothing of it is believed yet."""

    def read(self, town: Tenant, answer: str, request_id: str) -> Told:
        """Return what an answer says, or raise `AnswerRefused`."""


@dataclass(frozen=True)
class Outside:
    """What lies outside of identity's database."""

    keys: Keys
    register: RegisterService
    sms: SmsGateway | None = None
    """None where the operator has no gateway: codes go by mail then."""
    bundid: BundId | None = None


class IdentityUnit(Unit, Protocol):
    """One transaction of one town at identity."""

    @property
    def checks(self) -> Checks: ...
    @property
    def trail(self) -> Trail: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def register(self) -> RegisterBook: ...
    @property
    def locks(self) -> Locks: ...
    @property
    def names(self) -> Names: ...
    @property
    def catalogue(self) -> Policy: ...

    def note(self, action: str, subject: UUID, actor: str, **details: object) -> None:
        """Audit with details: codes and typed reasons, which can be erased later without breaking the chain."""
