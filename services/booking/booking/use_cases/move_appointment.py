"""A citizen moves the appointment: the new time is taken and the old one freed in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking.domain.appointment import Appointment, move
from booking.domain.errors import TimeTaken, UnknownAppointment
from booking.domain.outage import is_orphan
from booking.domain.time_filter import TimeFilter
from booking.domain.town import Town
from booking.use_cases.access import grant_access, links
from booking.use_cases.keep_caps import has_room
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.queries import search_for
from booking.use_cases.reading import for_its_reader
from booking.use_cases.remind_citizen import plan_reminder
from booking.use_cases.set_time_aside import set_time_aside
from contracts.booking import AppointmentRescheduled


@dataclass(frozen=True)
class Mover:
    """Which clerk moves it on behalf of the town; they may take a time that citizens cannot book any more."""

    actor: str


def move_appointment(
    unit: BookingUnit, appointment_id: UUID, begins_at: datetime, ports: BookingPorts, mover: Mover | None = None
) -> Appointment:
    """Move to the first desk that is free then; the old time stays if none is, and at its own time nothing changes.

    Raises:
        UnknownAppointment: if there is none.
        TooLate: if it has begun or is over.
        TimeTaken: if no desk is free then.
    """
    appointment = unit.appointments.claim(appointment_id)
    if appointment is None:
        raise UnknownAppointment(str(appointment_id))
    town = Town(unit.tenant.land, unit.tenant.zone)
    same = appointment.state == "confirmed" and appointment.begins_at == begins_at
    if same and not is_orphan(unit.catalogue, town, appointment):
        return appointment
    moved = _into_first_free(unit, appointment, begins_at, at_once=mover is not None)
    set_time_aside(unit, appointment.slot, called_off=True)
    plan_reminder(unit, moved)
    unit.record(_rescheduled(unit, moved, ports))
    if moved.booked_by.email:
        told, ways = for_its_reader(unit, moved), links(unit.tenant, moved, ports.keys)
        unit.send(ports.letters.change(unit, told, ways, by_town=mover is not None))
    if mover:
        unit.audit("moved appointment", moved.id, mover.actor)
    return moved


def _into_first_free(unit: BookingUnit, appointment: Appointment, begins_at: datetime, *, at_once: bool) -> Appointment:
    wished = TimeFilter(interpreter=appointment.booked_by.interpreter, at_once=at_once)
    search = wished.narrow(search_for(unit, appointment.procedures, appointment.persons))
    slots = search.at(begins_at, taken={})
    # The old lane too: it may be set aside for the waiting list, while others move the other way round.
    unit.appointments.lock_lanes((*slots, appointment.slot))
    unit.appointments.forget_expired(slots, appointment.key, search.now)
    for slot in sorted(slots, key=lambda slot: slot.desk != appointment.slot.desk):
        if not has_room(unit, search, slot, besides=appointment.id):
            continue
        moved = move(appointment, slot, search.now)
        if unit.appointments.move(moved):
            return moved
    raise TimeTaken(begins_at.isoformat())


def _rescheduled(unit: BookingUnit, moved: Appointment, ports: BookingPorts) -> AppointmentRescheduled:
    return AppointmentRescheduled(
        appointment_id=moved.id,
        begins_at=moved.begins_at,
        ends_at=moved.ends_at,
        office=moved.slot.office,
        office_name=unit.catalogue.office_of(moved.slot.office).name,
        desk=moved.slot.desk,
        access=grant_access(unit, moved, ports.keys),
    )
