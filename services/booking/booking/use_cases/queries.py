"""What the pages ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.catalogue import Procedure
from booking.domain.errors import UnknownAppointment
from booking.domain.fees import PriceSpan, price_span
from booking.domain.search import Search, Town, nearest
from booking.domain.slot import Slot
from booking.use_cases.ports import BookingUnit

DAYS_ON_A_PAGE = 5
ALTERNATIVES = 6


@dataclass(frozen=True)
class OfferedProcedure:
    """A procedure as citizens choose it, with its price if billing has published one."""

    procedure: Procedure
    price: PriceSpan | None


@dataclass(frozen=True)
class FreeDay:
    """A day with its free times, earliest first."""

    day: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class FreeTimes:
    """One page of free days, the very next free time, and where the pages before and after begin."""

    days: tuple[FreeDay, ...]
    next_free: Slot | None
    earlier: date | None
    later: date | None


def offered_procedures(unit: BookingUnit) -> tuple[OfferedProcedure, ...]:
    """Return all procedures of the town in the catalogue's order."""
    fees = unit.tariffs.fees_on(_today(unit))
    return tuple(
        OfferedProcedure(procedure, price_span(fees, procedure.key)) for procedure in unit.catalogue.procedures
    )


def search_for(unit: BookingUnit, procedures: Iterable[str]) -> Search:
    """Return the question for free times of these procedures, asked now; raises `UnknownProcedure`."""
    town = Town(unit.tenant.land, unit.tenant.zone)
    return Search(unit.catalogue, town, unit.catalogue.chosen(procedures), unit.clock())


def free_times(
    unit: BookingUnit, procedures: Iterable[str], start: date | None = None, *, besides: UUID | None = None
) -> FreeTimes:
    """Return the first free days from `start` on; `besides` is an appointment that gives up its own time."""
    days = _free_days(unit, search_for(unit, procedures), besides)
    first = next((index for index, day in enumerate(days) if start is None or day.day >= start), len(days))
    after = first + DAYS_ON_A_PAGE
    return FreeTimes(
        days=days[first:after],
        next_free=days[0].slots[0] if days else None,
        earlier=days[max(first - DAYS_ON_A_PAGE, 0)].day if first and days else None,
        later=days[after].day if after < len(days) else None,
    )


def alternatives(unit: BookingUnit, procedures: Iterable[str], wished: datetime) -> tuple[Slot, ...]:
    """Return the free times nearest to one that was lost."""
    slots = [slot for day in _free_days(unit, search_for(unit, procedures), None) for slot in day.slots]
    return nearest(slots, wished, ALTERNATIVES)


def is_free(unit: BookingUnit, procedures: Iterable[str], begins_at: datetime, *, besides: UUID | None = None) -> bool:
    """Tell whether a desk is free at this moment."""
    search = search_for(unit, procedures)
    day = search.town.day_of(begins_at)
    return bool(search.at(begins_at, unit.appointments.taken(day, day, search.now, besides=besides)))


def appointment(unit: BookingUnit, appointment_id: UUID) -> Appointment:
    """Return a hold or an appointment, or raise `UnknownAppointment`."""
    found = unit.appointments.find(appointment_id)
    if found is None:
        raise UnknownAppointment(str(appointment_id))
    return found


def _free_days(unit: BookingUnit, search: Search, besides: UUID | None) -> tuple[FreeDay, ...]:
    days: Sequence[date] = search.days
    taken = unit.appointments.taken(days[0], days[-1], search.now, besides=besides)
    found = (FreeDay(day, tuple(slots[0] for slots in search.on(day, taken))) for day in days)
    return tuple(day for day in found if day.slots)


def _today(unit: BookingUnit) -> date:
    return Town(unit.tenant.land, unit.tenant.zone).day_of(unit.clock())
