"""Close everything about a cancelled appointment: access, charges, payments."""

from dataclasses import replace

from billing.use_cases.ports import BillingUnit
from billing.use_cases.void_charge import void_charge
from chassis.unit import TooEarly
from contracts.booking import AppointmentCancelled


def close_appointment(unit: BillingUnit, event: AppointmentCancelled) -> None:
    """Revoke all access, and void every charge of the appointment."""
    appointment = unit.appointments.get(event.appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {event.appointment_id} is not known yet")
    unit.appointments.save(replace(appointment, cancelled_at=event.cancelled_at))
    unit.access.revoke(event.appointment_id)
    for charge in unit.charges.of_appointment(event.appointment_id):
        void_charge(unit, charge, "appointment cancelled")
