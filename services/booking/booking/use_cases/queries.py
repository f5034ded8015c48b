"""What the pages ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.errors import TooManyPersons, UnknownAppointment
from booking.domain.fees import PriceSpan, price_span
from booking.domain.outage import is_orphan
from booking.domain.party import most_persons
from booking.domain.procedure import Procedure
from booking.domain.search import Free, Search, Town, nearest
from booking.domain.slot import Slot
from booking.domain.time_filter import ANY_TIME, TimeFilter
from booking.use_cases.keep_caps import with_full_days
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
    """Return the procedures that are valid until the horizon, in the catalogue's order, by video or not."""
    section, today = unit.catalogue, _today(unit)
    last, fees = today + timedelta(days=section.horizon_days), unit.tariffs.fees_on(today)
    return tuple(
        OfferedProcedure(procedure, price_span(fees, procedure.key))
        for procedure in section.procedures
        if procedure.is_valid_within(today, last)
    )


def bookable_procedures(unit: BookingUnit) -> tuple[OfferedProcedure, ...]:
    """Return those of the offered procedures that are done by video."""
    return tuple(one for one in offered_procedures(unit) if one.procedure.video.allowed)


def search_for(unit: BookingUnit, procedures: Iterable[str], persons: int = 1) -> Search:
    """Return the question for free times of these procedures, asked now.

    Raises:
        UnknownProcedure, TooManyPersons: if the town does not offer that.
    """
    section, town = unit.catalogue, Town(unit.tenant.land, unit.tenant.zone)
    chosen = section.chosen(procedures)
    if not 1 <= persons <= most_persons(chosen):
        raise TooManyPersons(f"{persons} persons")
    return Search(section, town, chosen, unit.clock(), persons)


def free_times(  # noqa: PLR0913 - each narrows by its name
    unit: BookingUnit,
    procedures: Iterable[str],
    start: date | None = None,
    *,
    persons: int = 1,
    besides: UUID | None = None,
    only: TimeFilter = ANY_TIME,
) -> FreeTimes:
    """Return the first free days from `start` on; `besides` is an appointment that gives up its own time.

    Its own time is not among them: what begins within it is another time, the same moment would be none.
    """
    free = _free(unit, only.narrow(search_for(unit, procedures, persons)), besides)
    days = tuple(day for day in free.days if not only.moments or _suiting(unit, free, day, only))
    first = next((index for index, day in enumerate(days) if start is None or day >= start), len(days))
    after = first + DAYS_ON_A_PAGE
    shown = tuple(FreeDay(day, _suiting(unit, free, day, only)) for day in days[first:after])
    next_ = shown if first == 0 else tuple(FreeDay(day, _suiting(unit, free, day, only)) for day in days[:1])
    return FreeTimes(
        days=shown,
        next_free=next_[0].slots[0] if next_ else None,
        earlier=days[max(first - DAYS_ON_A_PAGE, 0)] if first and days else None,
        later=days[after] if after < len(days) else None,
    )


def free_days(
    unit: BookingUnit, procedures: Iterable[str], *, persons: int = 1, only: TimeFilter = ANY_TIME
) -> tuple[FreeDay, ...]:
    """Return all days with free times."""
    free = _free(unit, only.narrow(search_for(unit, procedures, persons)), None)
    days = (FreeDay(day, _suiting(unit, free, day, only)) for day in free.days)
    return tuple(day for day in days if day.slots)


def alternatives(
    unit: BookingUnit, procedures: Iterable[str], wished: datetime, *, persons: int = 1, only: TimeFilter = ANY_TIME
) -> tuple[Slot, ...]:
    """Return the free times nearest to one that was lost, of those that suit."""
    free = _free(unit, only.narrow(search_for(unit, procedures, persons)), None)
    slots = [slot for day in free.days for slot in _suiting(unit, free, day, only)]
    return nearest(slots, wished, ALTERNATIVES)


def is_free(  # noqa: PLR0913 - each narrows by its name
    unit: BookingUnit,
    procedures: Iterable[str],
    begins_at: datetime,
    *,
    persons: int = 1,
    besides: UUID | None = None,
    only: TimeFilter = ANY_TIME,
) -> bool:
    """Tell whether a desk is free at this moment."""
    return bool(_free(unit, only.narrow(search_for(unit, procedures, persons)), besides).at(begins_at))


def interpreters_for(unit: BookingUnit, hold: Appointment | None) -> tuple[str, ...]:
    """Return the interpreters that can come to a hold's time, or all of the town where no time is known."""
    section = unit.catalogue
    if hold is None:
        return tuple(one.name for one in section.interpreters)
    return section.interpreters_at(hold.slot, Town(unit.tenant.land, unit.tenant.zone), unit.clock())


def appointment(unit: BookingUnit, appointment_id: UUID) -> Appointment:
    """Return a hold or an appointment, or raise `UnknownAppointment`."""
    found = unit.appointments.find(appointment_id)
    if found is None:
        raise UnknownAppointment(str(appointment_id))
    return found


def _suiting(unit: BookingUnit, free: Free, day: date, only: TimeFilter) -> tuple[Slot, ...]:
    """Return the times of a day whose moment suits; only the days that are shown are turned into times."""
    slots = free.on(day)
    return tuple(slot for slot in slots if only.keeps(slot, unit.tenant.zone)) if only.moments else slots


def _free(unit: BookingUnit, search: Search, besides: UUID | None) -> Free:
    own = unit.appointments.find(besides) if besides else None
    taken = dict(unit.appointments.taken(search.steps, search.now))
    if own is None or own.state != "confirmed":
        return with_full_days(unit, search, besides).free(taken)
    busy = own.slot.busy
    taken[own.slot.desk] = taken.get(own.slot.desk, 0) & ~search.steps.within(busy.begins_at, busy.ends_at)
    free = with_full_days(unit, search, besides).free(taken)
    return free if is_orphan(search.section, search.town, own) else free.without(own.begins_at)


def _today(unit: BookingUnit) -> date:
    return Town(unit.tenant.land, unit.tenant.zone).day_of(unit.clock())
