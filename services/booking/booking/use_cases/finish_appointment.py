"""The video consultation tells how the appointment ended."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from booking.use_cases.ports import BookingUnit
from contracts.booking import AppointmentMissed


def finish_appointment(unit: BookingUnit, appointment_id: UUID) -> None:
    """Note that the appointment took place; one that was cancelled meanwhile stays so."""
    appointment = unit.appointments.claim(appointment_id)
    if appointment is not None and appointment.state == "confirmed":
        unit.appointments.save(replace(appointment, state="done"))


def miss_appointment(unit: BookingUnit, appointment_id: UUID, missed_at: datetime, *, came_late: bool = False) -> None:
    """Note that the citizen did not come, or too late, and tell the other services."""
    appointment = unit.appointments.claim(appointment_id)
    if appointment is not None and appointment.state == "confirmed":
        unit.appointments.save(replace(appointment, state="missed", came_late=came_late))
        unit.record(AppointmentMissed(appointment_id=appointment_id, missed_at=missed_at))
