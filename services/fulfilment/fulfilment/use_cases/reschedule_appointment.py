"""Follows an appointment that has moved."""

from dataclasses import replace

from chassis.unit import TooEarly
from contracts.booking import AppointmentRescheduled
from fulfilment.use_cases.advance_case import procedure_of
from fulfilment.use_cases.open_cases import keep_access
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.start_timers import move_timers


def reschedule_appointment(unit: FulfilmentUnit, heard: AppointmentRescheduled) -> None:
    """Remember the new time, what counts from it, and the links that hold now."""
    appointment = unit.appointments.lock(heard.appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {heard.appointment_id} is not known yet")
    unit.appointments.save(replace(appointment, begins_at=heard.begins_at))
    for case in unit.cases.lock_of(heard.appointment_id):
        move_timers(unit, procedure_of(unit, case).flow, case)
    keep_access(unit, heard)
