"""The citizen is reminded the day before, at the appointment's own time of day."""

from datetime import datetime, timedelta
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.use_cases.access import links
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.reading import for_its_reader
from chassis.tenancy import Tenant

REMIND_CITIZEN = "remind-citizen"


def plan_reminder(unit: BookingUnit, appointment: Appointment) -> None:
    """Have the reminder sent when it is due, or not at all where it would follow the confirmation closely."""
    due = _day_before(unit.tenant, appointment.begins_at)
    if due > unit.clock() and appointment.booked_by.email:
        unit.schedule(REMIND_CITIZEN, appointment.id, due)
    else:
        drop_reminder(unit, appointment)


def drop_reminder(unit: BookingUnit, appointment: Appointment) -> None:
    """Have no reminder sent."""
    unit.unschedule(REMIND_CITIZEN, appointment.id)


def remind_citizen(unit: BookingUnit, appointment_id: UUID, ports: BookingPorts) -> None:
    """Send the reminder, unless the appointment was moved or cancelled or has begun meanwhile."""
    appointment, now = unit.appointments.claim(appointment_id), unit.clock()
    if appointment is None or not appointment.may_change(now):
        return
    if appointment.booked_by.email and now >= _day_before(unit.tenant, appointment.begins_at):
        told = for_its_reader(unit, appointment)
        unit.send(ports.letters.reminder(unit, told, links(unit.tenant, appointment, ports.keys)))


def _day_before(tenant: Tenant, begins_at: datetime) -> datetime:
    """Return the same time on the town's clocks a day earlier, also over a change to or from summer time."""
    return begins_at.astimezone(tenant.zone) - timedelta(days=1)
