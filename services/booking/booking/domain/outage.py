"""An outage: a clerk is ill or an office closes for some days, and what was booked there cannot take place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.catalogue import Closure, Desk, Office, Section
from booking.domain.opening import openings
from booking.domain.slot import Slot
from booking.domain.town import Town


@dataclass(frozen=True, kw_only=True)
class Outage:
    """Days on which a desk, or a whole office where none is named, is not there; citizens read the reason."""

    id: UUID
    office: str
    desk: str | None = None
    first: date
    last: date
    reason: str
    actor: str
    met: int = 0
    """How many appointments it met when it was announced."""

    def meets(self, slot: Slot) -> bool:
        """Tell whether nobody is there at this time."""
        there = slot.office == self.office and self.desk in (None, slot.desk)
        return there and self.first <= slot.day <= self.last


def close_during(section: Section, outage: Outage) -> Section:
    """Return the catalogue in which nothing can be booked there on these days."""
    closure = Closure(first=outage.first, last=outage.last, reason="Ausfall")
    offices = tuple(
        _closed(office, outage.desk, closure) if office.key == outage.office else office for office in section.offices
    )
    return section.model_copy(update={"offices": offices})


def _closed(office: Office, desk: str | None, closure: Closure) -> Office:
    if desk is None:
        return office.model_copy(update={"closures": (*office.closures, closure)})
    desks = tuple(_absent(one, closure) if one.key == desk else one for one in office.desks)
    return office.model_copy(update={"desks": desks})


def _absent(desk: Desk, closure: Closure) -> Desk:
    return desk.model_copy(update={"absences": (*desk.absences, closure)})


def orphans(section: Section, town: Town, booked: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """Return the appointments for which nobody would be there by these hours.

    The raster plays no part: who has booked a quarter past keeps it when times are offered on the hour only.
    """
    return tuple(one for one in booked if not _takes_place(section, town, one))


def is_orphan(section: Section, town: Town, one: Appointment) -> bool:
    """Tell whether nobody is there any more: then the same time at another desk is a move."""
    return not _takes_place(section, town, one)


def _takes_place(section: Section, town: Town, one: Appointment) -> bool:
    slot, wanted = one.slot, [item.procedure for item in one.items]
    for office in section.offices:
        for desk in office.desks:
            if desk.key == slot.desk and desk.serves(wanted):
                if one.walk_in:  # let in by the hours of the door, which are not the desk's
                    return office.is_staffed(slot.day) and desk.is_staffed(slot.day)
                opened = openings(office, desk, slot.day, town)
                return any(
                    begins.begins_at <= slot.time.begins_at and slot.time.ends_at <= begins.ends_at for begins in opened
                )
    return False
