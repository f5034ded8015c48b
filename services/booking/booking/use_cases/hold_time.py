"""A citizen picks a time: it is theirs for some minutes while they give their details."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from booking.domain.appointment import Appointment, Item
from booking.domain.errors import TimeTaken
from booking.domain.number import new_number
from booking.domain.procedure import Procedure
from booking.domain.search import Search
from booking.domain.slot import Slot
from booking.domain.time_filter import TimeFilter
from booking.use_cases.keep_caps import has_room
from booking.use_cases.ports import BookingUnit
from booking.use_cases.queries import search_for

RELEASE_HOLD = "release-hold"


@dataclass(frozen=True)
class Wish:
    """What the citizen picked; `click` is the page's idempotency key."""

    procedures: tuple[str, ...]
    begins_at: datetime
    click: UUID
    persons: int = 1
    office: str | None = None
    language: str | None = None
    interpreter: str | None = None

    @property
    def only(self) -> TimeFilter:
        """What narrows the desks."""
        return TimeFilter(office=self.office, language=self.language, interpreter=self.interpreter)

    @property
    def key(self) -> UUID:
        """One key for one time on one page: a double click is the same wish, another time is a new one."""
        party = "" if self.persons == 1 else f"|{self.persons} persons"
        return uuid5(self.click, f"{self.begins_at.timestamp():.0f}|{'|'.join(sorted(self.procedures))}{party}")


def hold_time(unit: BookingUnit, wish: Wish) -> Appointment:
    """Hold the wished time at the first desk that is free.

    Raises:
        UnknownProcedure, NotByVideo, TooManyPersons: if the town does not offer what is wanted.
        TimeTaken: if no desk is free then, or the time is not offered.
    """
    unit.catalogue.chosen_by_video(wish.procedures)
    search = wish.only.narrow(search_for(unit, wish.procedures, wish.persons))
    return hold_found(unit, wish, search)


def hold_found(unit: BookingUnit, wish: Wish, search: Search) -> Appointment:
    """Hold the wished time for what is searched, or raise `TimeTaken`."""
    slots = search.at(wish.begins_at, unit.appointments.taken(search.steps, search.now, around=wish.begins_at))
    if held := _first_free(unit, wish, search, slots):
        return held
    # Asked only now, since most wishes find their time: an expired hold is in the way, or the wish was granted before.
    forgotten = unit.appointments.forget_expired(slots, wish.key, search.now)
    found = unit.appointments.of_key(wish.key)
    if found is None and forgotten:
        found = _first_free(unit, wish, search, slots) or unit.appointments.of_key(wish.key)
    if found is None:
        raise TimeTaken(wish.begins_at.isoformat())
    return found


def _first_free(unit: BookingUnit, wish: Wish, search: Search, slots: Sequence[Slot]) -> Appointment | None:
    """Try one desk after the other; the table's constraint decides, not what was read before."""
    until = unit.clock() + unit.catalogue.hold_length
    for slot in slots:
        if not has_room(unit, search, slot):
            continue
        hold = new_hold(wish.key, search, slot, until)
        if unit.appointments.add_hold(hold):
            unit.schedule(RELEASE_HOLD, hold.id, until)
            return hold
    return None


def new_hold(key: UUID, search: Search, slot: Slot, until: datetime) -> Appointment:
    """Return a hold of this slot for what was searched."""
    return Appointment(
        id=uuid4(),
        number=new_number(),
        key=key,
        slot=slot,
        items=tuple(_item(procedure) for procedure in search.procedures),
        persons=search.persons,
        state="held",
        held_until=until,
    )


def _item(procedure: Procedure) -> Item:
    return Item(
        id=uuid4(),
        procedure=procedure.key,
        name=procedure.name,
        identity_level=procedure.identity_level,
        documents=procedure.documents,
    )
