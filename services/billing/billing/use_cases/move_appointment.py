"""Follow an appointment that has moved, with the access that replaces the old one."""

from dataclasses import replace

from billing.use_cases.note_appointment import keep_access
from billing.use_cases.ports import BillingUnit
from chassis.unit import TooEarly
from contracts.booking import AppointmentRescheduled


def move_appointment(unit: BillingUnit, event: AppointmentRescheduled) -> None:
    """Note the new time and the new links."""
    appointment = unit.appointments.get(event.appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {event.appointment_id} is not known yet")
    unit.appointments.save(replace(appointment, begins_at=event.begins_at))
    keep_access(unit, event.appointment_id, event.access)
