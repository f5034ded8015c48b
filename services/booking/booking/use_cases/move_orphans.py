"""New hours leave appointments without anybody: they are moved to the nearest times, each with a mail."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from booking.domain.appointment import Appointment
from booking.domain.errors import BookingError
from booking.domain.outage import orphans
from booking.domain.slot import Slot
from booking.domain.time_filter import TimeFilter
from booking.domain.town import Town
from booking.use_cases.move_appointment import Mover, move_appointment
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.queries import alternatives
from chassis.unit import Work

OFFERED = 3
AT_ONCE = 50
"""So many are shown and moved by one click; the rest comes after them."""


@dataclass(frozen=True)
class Orphan:
    """An appointment for which nobody would be there, with the nearest free times."""

    appointment: Appointment
    near: tuple[Slot, ...]


def orphaned(unit: BookingUnit) -> tuple[Appointment, ...]:
    """Return the firm appointments to come for which nobody is there by the hours that hold now."""
    town = Town(unit.tenant.land, unit.tenant.zone)
    return orphans(unit.catalogue, town, unit.outages.coming(unit.clock()))


def orphans_with_times(unit: BookingUnit) -> tuple[Orphan, ...]:
    """Return the first of them, each with the nearest free times, which may be none."""
    return tuple(Orphan(one, _near(unit, one)) for one in orphaned(unit)[:AT_ONCE])


def move_orphans(work: Work[BookingUnit], mover: Mover, ports: BookingPorts) -> tuple[int, int]:
    """Move them to the nearest time each, one transaction after the other; return how many moved and how many stay."""
    with work() as unit:
        found = orphaned(unit)
    moved = 0
    for one in found[:AT_ONCE]:
        with work() as unit:
            near = _near(unit, one)
        for begins_at in sorted((slot.time.begins_at for slot in near), key=lambda at: _distance(one, at)):
            with suppress(BookingError), work() as unit:
                move_appointment(unit, one.id, begins_at, ports, mover)
                moved += 1
                break
    return moved, len(found) - moved


def _near(unit: BookingUnit, one: Appointment) -> tuple[Slot, ...]:
    """Return the nearest times; none where its procedure is not offered any more."""
    only = TimeFilter(interpreter=one.booked_by.interpreter)
    try:
        found = alternatives(unit, one.procedures, one.begins_at, persons=one.persons, only=only)
    except BookingError:
        return ()
    near = sorted(found, key=lambda slot: _distance(one, slot.time.begins_at))[:OFFERED]
    return tuple(sorted(near, key=lambda slot: slot.time.begins_at))


def _distance(one: Appointment, at: datetime) -> float:
    return abs((at - one.begins_at).total_seconds())
