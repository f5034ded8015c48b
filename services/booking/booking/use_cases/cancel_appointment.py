"""A citizen cancels before the appointment begins."""

from uuid import UUID

from booking.domain.appointment import Appointment, cancel
from booking.domain.errors import UnknownAppointment
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.remind_citizen import drop_reminder
from contracts.booking import AppointmentCancelled


def cancel_appointment(unit: BookingUnit, appointment_id: UUID, ports: BookingPorts) -> Appointment:
    """Free the time, close every door, tell the other services and write to the citizen.

    Raises:
        UnknownAppointment: if there is none.
        TooLate: if it has begun or is over.
    """
    appointment = unit.appointments.claim(appointment_id)
    if appointment is None:
        raise UnknownAppointment(str(appointment_id))
    if appointment.state == "cancelled":
        return appointment
    cancelled = cancel(appointment, unit.clock())
    unit.appointments.save(cancelled)
    drop_reminder(unit, cancelled)
    unit.access.revoke(cancelled.id)
    unit.record(AppointmentCancelled(appointment_id=cancelled.id, cancelled_at=unit.clock(), by="citizen"))
    unit.send(ports.letters.cancellation(unit.tenant, cancelled))
    return cancelled
