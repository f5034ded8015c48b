"""An appointment: first a hold, then confirmed, and in the end done, missed or cancelled."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from booking.domain.errors import ExtensionsUsedUp, HoldExpired, TooLate
from booking.domain.party import Person, Right
from booking.domain.slot import Slot

State = Literal["held", "confirmed", "cancelled", "done", "missed"]
Outcome = Literal["held", "confirmed", "cancelled", "done", "missed", "late"]
MOST_EXTENSIONS = 10
"""WCAG 2.2, success criterion 2.2.1: a time limit can be extended at least ten times by a simple action."""
Level = Literal["none", "normal", "substantial", "high"]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One booked procedure, as the catalogue described it when it was booked."""

    id: UUID
    procedure: str
    name: str
    identity_level: Level
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Citizen:
    """Who booked, as they typed it; `language` is what they want to speak, `mail_language` what they read."""

    given_names: str
    family_name: str
    email: str | None = None
    phone: str | None = None
    language: str = "de"
    mail_language: str = "de"
    interpreter: str | None = None
    sign_language: bool = False
    needs: str | None = None
    companions: tuple[Person, ...] = ()
    represents: Right | None = None
    represented: Person | None = None

    @property
    def name(self) -> str:
        """The full name for a salutation; whoever has one name only has it as family name."""
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def support(self) -> tuple[str, ...]:
        """What the citizen asks for beside a language, in their own words or the town's."""
        return tuple(wanted for wanted in (self.interpreter, self.needs) if wanted)


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A slot with what happens in it; `key` is the citizen's click, so that a repeated one changes nothing."""

    id: UUID
    number: str
    key: UUID
    slot: Slot
    items: tuple[Item, ...]
    state: State
    held_until: datetime | None = None
    extensions: int = 0
    persons: int = 1
    walk_in: bool = False
    came_late: bool = False
    outage: UUID | None = None
    """The outage for which the town called it off."""
    citizen: Citizen | None = None
    consented_at: datetime | None = None
    sequence: int = 0
    epoch: int = 1

    @property
    def begins_at(self) -> datetime:
        """The moment at which it begins."""
        return self.slot.time.begins_at

    @property
    def ends_at(self) -> datetime:
        """The moment at which it ends."""
        return self.slot.time.ends_at

    @property
    def booked_by(self) -> Citizen:
        """The citizen; asking a hold for one is a fault of the caller."""
        if self.citizen is None:
            raise LookupError(f"{self.number} is a hold; nobody has confirmed it")
        return self.citizen

    @property
    def procedures(self) -> tuple[str, ...]:
        """The keys of what was booked."""
        return tuple(item.procedure for item in self.items)

    @property
    def documents(self) -> tuple[str, ...]:
        """What to have ready for all procedures together, each once."""
        return tuple(dict.fromkeys(document for item in self.items for document in item.documents))

    @property
    def outcome(self) -> Outcome:
        """The state as staff reads it: who came too late has missed it in another way than who did not come."""
        return "late" if self.came_late else self.state

    @property
    def is_set_aside(self) -> bool:
        """Tell whether the hold is nobody's: its time is kept for the waiting list."""
        return self.state == "held" and not self.items

    def is_held(self, now: datetime) -> bool:
        """Judge a hold at read time: after its expiry it counts for nothing, tidied up or not."""
        return self.state == "held" and self.held_until is not None and now < self.held_until

    def may_change(self, now: datetime) -> bool:
        """Tell whether the citizen may still cancel or move it."""
        return self.state == "confirmed" and now < self.begins_at


def extend(hold: Appointment, now: datetime, until: datetime) -> Appointment:
    """Let a hold wait until a later moment."""
    _require_hold(hold, now)
    if hold.extensions >= MOST_EXTENSIONS:
        raise ExtensionsUsedUp(hold.number)
    return replace(hold, held_until=until, extensions=hold.extensions + 1)


def confirm(hold: Appointment, citizen: Citizen, now: datetime) -> Appointment:
    """Make a hold a firm appointment; whoever gives an address agrees now to be written to."""
    _require_hold(hold, now)
    consented_at = now if citizen.email else None
    return replace(hold, state="confirmed", held_until=None, citizen=citizen, consented_at=consented_at)


def cancel(appointment: Appointment, now: datetime, outage: UUID | None = None) -> Appointment:
    """Call an appointment off before it begins; one of many has the outage that meets them all."""
    _require_changeable(appointment, now)
    return replace(appointment, state="cancelled", sequence=appointment.sequence + 1, outage=outage)


def move(appointment: Appointment, slot: Slot, now: datetime) -> Appointment:
    """Put an appointment into another slot; calendars follow the higher sequence (RFC 5545, 3.8.7.4)."""
    _require_changeable(appointment, now)
    return replace(appointment, slot=slot, sequence=appointment.sequence + 1)


def _require_hold(hold: Appointment, now: datetime) -> None:
    if not hold.is_held(now):
        raise HoldExpired(hold.number)


def _require_changeable(appointment: Appointment, now: datetime) -> None:
    if not appointment.may_change(now):
        raise TooLate(appointment.number)
