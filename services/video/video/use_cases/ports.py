"""What the use cases need from outside: repositories of one transaction, and the media port."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from chassis.access import Grant
from chassis.unit import Unit
from video.domain.clerk import Clerk
from video.domain.consultation import Consultation
from video.domain.copies import CaseCopy, CheckCopy
from video.domain.feedback import Feedback
from video.domain.guest import Guest
from video.domain.line import Entry, Participant, Said
from video.domain.quality import CallQuality, Measured
from video.domain.room_hours import RoomHours


class Consultations(Protocol):
    """The consultations of one town."""

    def add(self, consultation: Consultation, day: date) -> None:
        """Keep a new one, on the town's calendar day of its beginning."""

    def of_appointment(self, appointment_id: UUID) -> Consultation | None: ...
    def lock(self, appointment_id: UUID) -> Consultation | None:
        """Read one in order to change it: others who want to change it wait for this transaction."""

    def get(self, consultation_id: UUID) -> Consultation | None: ...
    def save(self, consultation: Consultation, day: date) -> None: ...
    def admit(self, consultation_id: UUID, clerk: str, clerk_name: str, now: datetime) -> bool:
        """Turn waiting into in-call by one conditional statement; False for whoever came second."""

    def on(self, day: date) -> Sequence[Consultation]: ...
    def waiting_before(self, consultation: Consultation, day: date) -> int: ...


class Line(Protocol):
    """Participants and their sequenced log."""

    def participant(self, consultation_id: UUID, participant_id: UUID) -> Participant | None: ...
    def roster(self, consultation_id: UUID) -> tuple[Participant, ...]: ...
    def put(self, consultation_id: UUID, participant: Participant) -> None: ...
    def seen(self, consultation_id: UUID, participant_id: UUID, page: UUID, moment: datetime | None) -> None:
        """Note a sign of life of a page, or its leaving; a page that was replaced changes nothing."""

    def append(self, consultation_id: UUID, sender: Participant, said: Said, now: datetime) -> int:
        """Add a line under the lock of the consultation's row, so that numbers are in commit order."""

    def since(self, consultation_id: UUID, seq: int) -> tuple[Entry, ...]: ...
    def ring(self, consultation_id: UUID) -> None:
        """Wake the sockets of this consultation once the transaction is committed; carries no content."""

    def remove(self, consultation_id: UUID, participant_id: UUID) -> None: ...
    def purge(self, consultation_id: UUID) -> None: ...


class Guests(Protocol):
    """Who is asked into calls."""

    def put(self, guest: Guest) -> None: ...
    def get(self, guest_id: UUID) -> Guest | None: ...
    def of(self, consultation_id: UUID) -> tuple[Guest, ...]: ...


class Clerks(Protocol):
    """Who is at a desk."""

    def put(self, clerk: Clerk) -> None: ...
    def all(self) -> tuple[Clerk, ...]: ...


class Quality(Protocol):
    """What browsers measure of calls."""

    def add(self, consultation_id: UUID, measured: Measured) -> None: ...
    def of(self, consultation_id: UUID) -> tuple[Measured, ...]: ...
    def newest_calls(self, most: int) -> tuple[CallQuality, ...]: ...


class FeedbackBox(Protocol):
    """What citizens say of calls."""

    def add(self, given: Feedback) -> None: ...
    def since(self, day: datetime) -> tuple[Feedback, ...]: ...


class Keys(Protocol):
    """The region's access keys."""

    def token(self, grant: Grant) -> str:
        """Return the token that opens `grant`."""


PinKey = Callable[[], bytes]
"""The secret from which telephone PINs are derived, read at each use."""


class Copies(Protocol):
    """What the desk shows of the neighbours."""

    def put_check(self, check: CheckCopy) -> None: ...
    def check(self, appointment_id: UUID) -> CheckCopy | None: ...
    def put_case(self, case: CaseCopy) -> None: ...
    def case(self, case_id: UUID) -> CaseCopy | None: ...
    def cases(self, appointment_id: UUID) -> tuple[CaseCopy, ...]: ...


class Notes(Protocol):
    """The clerk's notes, one sheet for each consultation."""

    def put(self, consultation_id: UUID, text: str, clerk: str, now: datetime) -> None: ...
    def get(self, consultation_id: UUID) -> str: ...


class RoomCatalogue(Protocol):
    """The town's settings for its consultations."""

    @property
    def hours(self) -> RoomHours: ...
    @property
    def usual_call(self) -> timedelta: ...
    @property
    def purge_hours(self) -> int: ...


class VideoUnit(Unit, Protocol):
    """One transaction of video."""

    @property
    def catalogue(self) -> RoomCatalogue: ...
    @property
    def consultations(self) -> Consultations: ...
    @property
    def line(self) -> Line: ...
    @property
    def guests(self) -> Guests: ...
    @property
    def clerks(self) -> Clerks: ...
    @property
    def quality(self) -> Quality: ...
    @property
    def feedback(self) -> FeedbackBox: ...
    @property
    def copies(self) -> Copies: ...
    @property
    def notes(self) -> Notes: ...


@dataclass(frozen=True)
class MediaAccess:
    """What a browser needs to reach the others: relays, its short-lived credentials, and whether only they serve."""

    urls: tuple[str, ...]
    username: str
    credential: str
    relay_only: bool
    seconds: int


class MediaBackend(Protocol):
    """The one small port to whatever carries the media."""

    def issue_access(self, consultation_id: UUID, participant: Participant, now: datetime) -> MediaAccess:
        """Return access for one participant of one consultation."""
