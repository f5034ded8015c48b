"""What booking's use cases keep and ask in their own database, table by table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.bounce import Bounce
from booking.domain.caps import Capped, Counts
from booking.domain.fees import Fee, Tariff
from booking.domain.outage import Outage
from booking.domain.slot import Slot
from booking.domain.statistics import Figures, Group, Searched, SearchKey
from booking.domain.steps import Steps
from booking.domain.waiting import Waiting


class Appointments(Protocol):
    """Holds and appointments; the constraint of their table makes overselling impossible."""

    def add_hold(self, hold: Appointment) -> bool:
        """Store a hold; False if its time overlaps another's, or if its key is known already."""

    def forget_expired(self, slots: Sequence[Slot], key: UUID, now: datetime) -> bool:
        """Drop expired holds that stand in the way of these slots or of this key; False if there was none."""

    def find(self, appointment_id: UUID) -> Appointment | None:
        """Return a hold or an appointment."""

    def claim(self, appointment_id: UUID) -> Appointment | None:
        """Return it, locked until the transaction ends, for one change at a time."""

    def of_key(self, key: UUID) -> Appointment | None:
        """Return what an earlier click with this key made."""

    def of_number(self, number: str) -> Appointment | None:
        """Return the appointment of a number."""

    def on_day(self, day: date) -> tuple[Appointment, ...]:
        """Return all appointments of a day, holds aside, in order of time."""

    def walk_ins_to_come(self, office: str, first: date, last: date, now: datetime) -> int:
        """Return how many who knocked at an office have firm appointments on these days that have not begun."""

    def coming_of(self, address: str, now: datetime) -> tuple[Appointment, ...]:
        """Return the firm appointments of an address that are not over, the next one first."""

    def save(self, appointment: Appointment) -> None:
        """Store a changed appointment that keeps its slot."""

    def lock_lanes(self, slots: Sequence[Slot]) -> None:
        """Let changes of the same desks and days wait for each other, so that they cannot deadlock."""

    def lock_caps(self, caps: Sequence[Capped]) -> None:
        """Let bookings that count for the same caps wait for each other."""

    def counted(self, first: date, last: date, now: datetime, *, besides: UUID | None = None) -> Counts:
        """Return how many appointments and active holds there are by day, for each office and procedure."""

    def move(self, appointment: Appointment) -> bool:
        """Store an appointment with its new slot; False if that is taken."""

    def remove(self, appointment_id: UUID) -> None:
        """Drop a hold."""

    def taken(self, steps: Steps, now: datetime, *, around: datetime | None = None) -> Mapping[str, int]:
        """Return the steps that are held or confirmed, by desk; expired holds do not count.

        With `around` only the days about that moment are read.
        """


class Tariffs(Protocol):
    """The town's fees, a copy of what billing says."""

    def keep(self, tariff: Tariff) -> None:
        """Store a tariff, in place of an older version of it."""

    def fees_on(self, day: date) -> tuple[Fee, ...]:
        """Return the fees in force on that day."""


class LinkRequests(Protocol):
    """Wishes to get lost links again."""

    def keep(self, request_id: UUID, address: str) -> None:
        """Store a wish."""

    def take(self, request_id: UUID) -> str | None:
        """Return the address of a wish and forget it; None if it is answered already."""


class WaitingLine(Protocol):
    """The waiting list."""

    def add(self, one: Waiting) -> None:
        """Store a place at the end of the line."""

    def save(self, changed: Waiting) -> None:
        """Store a changed place."""

    def remove(self, waiting_id: UUID) -> None:
        """Drop a place."""

    def find(self, waiting_id: UUID) -> Waiting | None:
        """Return a place."""

    def claim(self, waiting_id: UUID) -> Waiting | None:
        """Return it, locked until the transaction ends."""

    def of_hold(self, hold_id: UUID) -> Waiting | None:
        """Return the place to which this hold was offered."""

    def anybody(self) -> bool:
        """Tell whether somebody waits without an offer."""

    def in_line_for(self, slot: Slot) -> Iterator[Waiting]:
        """Yield, first come first, whom this slot suits."""

    def served_by(self, appointment_id: UUID, address: str, procedures: Sequence[str]) -> list[UUID]:
        """Return the places that an appointment makes needless."""


class Bounces(Protocol):
    """Mails that came back."""

    def recipient(self, mail_id: UUID) -> str | None:
        """Return to whom a mail of ours went."""

    def note(self, one: Bounce) -> None:
        """Store it as open."""

    def open(self) -> tuple[Bounce, ...]:
        """Return what nobody has looked after, the oldest first."""

    def close(self, appointment_id: UUID, now: datetime) -> bool:
        """Note that somebody has looked after it; False if there was nothing open."""


@dataclass(frozen=True)
class KeptPin:
    """What is kept of the PIN of a telephone booking."""

    appointment_id: UUID
    salt: bytes
    digest: bytes


class Pins(Protocol):
    """PINs of telephone bookings."""

    def keep(self, appointment_id: UUID, salt: bytes, digest: bytes) -> None:
        """Store the digest of an appointment's PIN."""

    def of_number(self, number: str) -> KeptPin | None:
        """Return what is kept for the appointment of a number."""


class Outages(Protocol):
    """Clerks that are ill and offices that are closed."""

    def keep(self, told: Outage) -> None:
        """Store an outage."""

    def find(self, outage_id: UUID) -> Outage | None:
        """Return an outage."""

    def newest(self, count: int) -> tuple[Outage, ...]:
        """Return the outages announced last."""

    def met_by(self, told: Outage, now: datetime) -> tuple[Appointment, ...]:
        """Return the firm appointments that it meets and that have not begun."""

    def holds_met_by(self, told: Outage) -> tuple[UUID, ...]:
        """Return the holds that it meets."""

    def called_off(self, told: Outage) -> tuple[Appointment, ...]:
        """Return what was called off for it; whoever had called off before is not among them."""

    def coming(self, now: datetime) -> tuple[Appointment, ...]:
        """Return all firm appointments that have not begun."""


class Statistics(Protocol):
    """Figures without persons."""

    def of(self, group: Group, first: date, last: date) -> tuple[Figures, ...]:
        """Return the figures of appointments between two days, called-off ones aside."""

    def minutes(self, group: Group, first: date, last: date, desks: Sequence[str]) -> Mapping[str, int]:
        """Return for how many minutes these desks were taken."""

    def searched(self, group: Group, first: date, last: date) -> Mapping[str, Searched]:
        """Return how often was searched."""

    def keep_searches(self, counted: Mapping[SearchKey, Searched]) -> None:
        """Add to what is counted."""
