"""The section `booking` of a town's catalogue: procedures, offices, desks and hours, as data with validity dates."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from booking.domain.catalogue_types import Frozen, Key, Minutes
from booking.domain.citizen_options import MostBookings, WaitingList
from booking.domain.errors import NotByVideo, UnknownProcedure
from booking.domain.hours import WEEKDAYS, Closure, Hours, MinuteOfDay, Weekday
from booking.domain.interpreter import Interpreter
from booking.domain.procedure import Procedure
from booking.domain.slot import Slot
from booking.domain.town import Town
from booking.domain.wording import LETTERS
from chassis.town.face import TownFace
from chassis.town.wording import Wording, examine_wording

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class Desk(Frozen):
    """One lane of capacity; what is not said here follows from the office or the town."""

    key: Key
    name: str
    procedures: tuple[Key, ...] = ()
    languages: tuple[Language, ...] = ("de",)
    hours: tuple[Hours, ...] = ()
    absences: tuple[Closure, ...] = ()
    lead_minutes: int | None = Field(default=None, ge=0)
    horizon_hours: int | None = Field(default=None, ge=1)
    raster_minutes: Minutes | None = None
    demo: bool = False

    def serves(self, wanted: Iterable[str]) -> bool:
        """Tell whether the desk does all these procedures; a desk that names none does all."""
        return not self.procedures or set(wanted) <= set(self.procedures)

    def speaks(self, language: str | None) -> bool:
        """Tell whether somebody there speaks the language, if one is asked for."""
        return language is None or language in self.languages

    def is_staffed(self, day: date) -> bool:
        """Tell whether somebody sits there on that day, hours aside."""
        return not any(absence.covers(day) for absence in self.absences)


class Knocking(Frozen):
    """When citizens may come to an office without an appointment, to which desks, for what, and how many may wait."""

    hours: tuple[Hours, ...] = Field(min_length=1)
    desks: tuple[Key, ...] = ()
    procedures: tuple[Key, ...] = ()
    most_waiting: int = Field(default=5, ge=1, le=100)
    longest_wait_minutes: int = Field(default=60, ge=10, le=480)

    def takes(self, procedure: str) -> bool:
        """Tell whether the procedure is done without an appointment; where none is named, all are."""
        return not self.procedures or procedure in self.procedures


class Office(Frozen):
    """Where appointments take place: the online office, or a building."""

    key: Key
    name: str
    hours: tuple[Hours, ...]
    closed: tuple[date, ...] = ()
    closures: tuple[Closure, ...] = ()
    desks: tuple[Desk, ...] = Field(min_length=1)
    # So many appointments a day at all desks together, those of walk-ins included.
    most_per_day: int | None = Field(default=None, ge=1)
    knocking: Knocking | None = None

    @model_validator(mode="after")
    def _knocks_at_its_own_desks(self) -> Self:
        own = {desk.key for desk in self.desks}
        if self.knocking and (strange := sorted(set(self.knocking.desks) - own)):
            raise ValueError(f"knocking names desks that the office does not have: {', '.join(strange)}")
        return self

    def is_staffed(self, day: date) -> bool:
        """Tell whether the office opens on that day, hours and holidays aside."""
        return day not in self.closed and not any(closure.covers(day) for closure in self.closures)


class Section(Frozen):
    """All of booking's catalogue for one town; `town` is what the town says of itself, which booking shows for all."""

    demo: bool = False
    town: TownFace = TownFace()
    wording: Wording
    lead_minutes: int = Field(default=120, ge=0)
    horizon_days: int = Field(default=42, ge=1, le=366)
    raster_minutes: Minutes = 15
    release_at: MinuteOfDay = 0
    hold_minutes: int = Field(default=10, ge=3, le=60)
    interpreters: tuple[Interpreter, ...] = ()
    waiting_list: WaitingList | None = None
    most_bookings: MostBookings = MostBookings()
    # Where a town wants it: so long a time waits until the link in the mail proves the address.
    confirm_address_minutes: int | None = Field(default=None, ge=5, le=1440)
    procedures: tuple[Procedure, ...] = Field(min_length=1)
    offices: tuple[Office, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        examine_wording(self.wording, LETTERS)
        desks = [desk for office in self.offices for desk in office.desks]
        _no_duplicates("procedure", (procedure.key for procedure in self.procedures))
        _no_duplicates("office", (office.key for office in self.offices))
        _no_duplicates("desk", (desk.key for desk in desks))
        known = {procedure.key for procedure in self.procedures}
        if strange := sorted({key for desk in desks for key in desk.procedures} - known):
            raise ValueError(f"desks name procedures that do not exist: {', '.join(strange)}")
        knocked = {key for office in self.offices if office.knocking for key in office.knocking.procedures}
        if strange := sorted(knocked - known):
            raise ValueError(f"knocking names procedures that do not exist: {', '.join(strange)}")
        return self

    @property
    def hold_length(self) -> timedelta:
        """How long a reserved time waits for its confirmation."""
        return timedelta(minutes=self.hold_minutes)

    def chosen(self, keys: Iterable[str]) -> tuple[Procedure, ...]:
        """Return the procedures of these keys, each once, in the catalogue's order.

        Raises:
            UnknownProcedure: naming the first key that the town does not offer.
        """
        wanted = list(keys)
        if strange := set(wanted) - {procedure.key for procedure in self.procedures}:
            raise UnknownProcedure(min(strange))
        return tuple(procedure for procedure in self.procedures if procedure.key in wanted)

    def chosen_by_video(self, keys: Iterable[str]) -> tuple[Procedure, ...]:
        """Return the procedures of these keys as `chosen` does.

        Raises:
            UnknownProcedure: as `chosen`.
            NotByVideo: naming the first key for which people have to come in person.
        """
        found = self.chosen(keys)
        if elsewhere := next((one for one in found if not one.video.allowed), None):
            raise NotByVideo(elsewhere.key)
        return found

    @property
    def has_caps(self) -> bool:
        """Tell whether some office or procedure takes only so many appointments a day."""
        return any(one.most_per_day for one in self.offices) or any(one.most_per_day for one in self.procedures)

    def interpreter_of(self, name: str | None) -> Interpreter | None:
        """Return the interpreter of that name; one that the town has no more is nobody."""
        return next((one for one in self.interpreters if one.name == name), None)

    def interpreters_at(self, slot: Slot, town: Town, now: datetime) -> tuple[str, ...]:
        """Return who can come to an appointment and can still be asked."""
        return tuple(
            one.name
            for one in self.interpreters
            if one.can_come(slot.day, slot.time, town) and now + timedelta(hours=one.lead_hours) <= slot.time.begins_at
        )

    def office_of(self, key: str) -> Office:
        """Return the office of that key; one that was dropped from the catalogue raises `LookupError`."""
        try:
            return next(office for office in self.offices if office.key == key)
        except StopIteration:
            raise LookupError(f"office {key} is not in the catalogue any more") from None


def duration(procedures: Iterable[Procedure], persons: int = 1) -> timedelta:
    """Return how long an appointment with all these procedures takes for so many persons."""
    further = persons - 1
    return timedelta(
        minutes=sum(procedure.minutes + further * procedure.minutes_per_further_person for procedure in procedures)
    )


def buffer(procedures: Iterable[Procedure]) -> timedelta:
    """Return what the desk needs after such an appointment: the longest work after it, done once."""
    return timedelta(minutes=max((procedure.buffer_minutes for procedure in procedures), default=0))


def _no_duplicates(kind: str, keys: Iterable[str]) -> None:
    if twice := sorted(key for key, count in Counter(keys).items() if count > 1):
        raise ValueError(f"{kind} keys are used twice: {', '.join(twice)}")


__all__ = [
    "WEEKDAYS",
    "Closure",
    "Desk",
    "Hours",
    "Knocking",
    "Language",
    "MinuteOfDay",
    "Office",
    "Section",
    "Weekday",
    "buffer",
    "duration",
]
