"""Follows an appointment that has moved."""

from dataclasses import replace

from chassis.unit import TooEarly
from contracts.booking import AppointmentRescheduled
from fulfilment.use_cases.open_cases import keep_access
from fulfilment.use_cases.ports import FulfilmentUnit


def reschedule_appointment(unit: FulfilmentUnit, heard: AppointmentRescheduled) -> None:
    """Remember the new time and the links that hold now."""
    appointment = unit.appointments.lock(heard.appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {heard.appointment_id} is not known yet")
    unit.appointments.save(replace(appointment, begins_at=heard.begins_at))
    keep_access(unit, heard)
