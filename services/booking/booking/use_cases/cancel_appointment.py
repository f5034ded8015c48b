"""An appointment is called off before it begins: by the citizen, or by the town with its reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking.domain.appointment import Appointment, cancel
from booking.domain.errors import BookingError, UnknownAppointment
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.queries import free_times
from booking.use_cases.reading import for_its_reader
from booking.use_cases.remind_citizen import drop_reminder
from booking.use_cases.set_time_aside import set_time_aside
from contracts.booking import AppointmentCancelled


@dataclass(frozen=True)
class TownsRegret:
    """Why the town calls an appointment off, which clerk does it, and for which outage if it is one of many."""

    reason: str
    actor: str
    outage: UUID | None = None


def cancel_appointment(
    unit: BookingUnit, appointment_id: UUID, ports: BookingPorts, regret: TownsRegret | None = None
) -> Appointment:
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
    cancelled = cancel(appointment, unit.clock(), regret.outage if regret else None)
    reason = regret.reason if regret else None
    unit.appointments.save(cancelled)
    set_time_aside(unit, cancelled.slot, called_off=True)
    drop_reminder(unit, cancelled)
    unit.access.revoke(cancelled.id)
    unit.record(
        AppointmentCancelled(
            appointment_id=cancelled.id,
            cancelled_at=unit.clock(),
            by="town" if regret else "citizen",
            reason=reason,
        )
    )
    if regret:
        unit.audit("cancelled appointment", cancelled.id, regret.actor)
    if cancelled.booked_by.email:
        instead = _next_free(unit, cancelled) if regret else None
        unit.send(ports.letters.cancellation(unit, for_its_reader(unit, cancelled), reason, instead))
    return cancelled


def _next_free(unit: BookingUnit, cancelled: Appointment) -> datetime | None:
    """Return the next time that would do instead, for what is still offered."""
    try:
        found = free_times(unit, [item.procedure for item in cancelled.items], persons=cancelled.persons).next_free
    except BookingError:
        return None
    return found.time.begins_at if found else None
