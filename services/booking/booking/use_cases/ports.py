"""What booking's use cases need: a unit of work with its tables, and what the web process and the worker put in."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from booking.domain.catalogue import Section
from booking.domain.statistics import Searched, SearchKey
from booking.use_cases.letter_ports import Letters, WaitingLetters
from booking.use_cases.proof_port import Proofs
from booking.use_cases.row_ports import (
    Appointments,
    Bounces,
    LinkRequests,
    Outages,
    Pins,
    Statistics,
    Tariffs,
    WaitingLine,
)
from chassis.access import Grant
from chassis.mail.returned import ReturnedMail
from chassis.unit import Unit

if TYPE_CHECKING:
    from booking.use_cases.search_times import Looked


class CatalogueVersion(Protocol):
    """One version of the catalogue."""

    @property
    def number(self) -> int: ...


class BookingUnit(Unit, Protocol):
    """One transaction of booking."""

    @property
    def catalogue(self) -> Section: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def link_requests(self) -> LinkRequests: ...
    @property
    def tariffs(self) -> Tariffs: ...
    @property
    def bounces(self) -> Bounces: ...
    @property
    def pins(self) -> Pins: ...
    @property
    def waiting(self) -> WaitingLine: ...
    @property
    def statistics(self) -> Statistics: ...
    @property
    def outages(self) -> Outages: ...

    def catalogue_versions(self) -> Sequence[CatalogueVersion]:
        """Return the versions of the catalogue, the newest first."""

    def catalogue_of(self, version: int) -> Section:
        """Return an older version of the catalogue, or raise `LookupError`."""

    def hold_catalogue(self) -> None:
        """Let whoever reads the catalogue to change it do so alone until the transaction ends."""

    def change_catalogue(self, section: Section, author: str, note: str) -> None:
        """Store a new version of the catalogue, which can be undone."""


class Keys(Protocol):
    """Makes the tokens of personal links."""

    def token(self, grant: Grant) -> str:
        """Return the token that opens `grant`."""


class Searches(Protocol):
    """What this process has counted of searches."""

    def add(self, town: str, key: SearchKey, more: Searched) -> None:
        """Count."""

    def take(self, town: str, now: datetime, *, only_if_due: bool) -> Mapping[SearchKey, Searched]:
        """Return what is to be written and count from nothing."""


class Crowd(Protocol):
    """What was found a moment ago for many who ask alike."""

    def answer(self, town: str, question: Hashable) -> "Looked | None":
        """Return what others were told, if this is a crowd; who gets nothing looks and tells by `keep`."""

    def keep(self, town: str, question: Hashable, answer: "Looked") -> None:
        """Have the others told."""

    def forget(self, town: str) -> None:
        """Have somebody look again, since a time has been taken."""


class ReturnedMails(Protocol):
    """Where mails that came back are collected."""

    def take(self, town: str) -> Iterator[ReturnedMail]:
        """Yield each once."""


@dataclass(frozen=True)
class BookingPorts:
    """What the web process and the worker put in."""

    keys: Keys
    letters: Letters
    waiting_letters: WaitingLetters
    proofs: Proofs
    searches: Searches
    crowd: Crowd
    returned: ReturnedMails | None = None
