"""A citizen wants no more mails: the consent is withdrawn and the address deleted; the appointment stays."""

from dataclasses import replace
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.errors import TooLate, UnknownAppointment
from booking.use_cases.ports import BookingUnit
from booking.use_cases.remind_citizen import drop_reminder


def withdraw_consent(unit: BookingUnit, appointment_id: UUID) -> Appointment:
    """Delete the address at booking (GDPR, article 7, paragraph 3); asking twice changes nothing.

    Raises:
        UnknownAppointment: if there is none.
        TooLate: if it is not firm any more.
    """
    found = unit.appointments.claim(appointment_id)
    if found is None:
        raise UnknownAppointment(str(appointment_id))
    if found.state != "confirmed":
        raise TooLate(found.number)
    silent = replace(found, citizen=replace(found.booked_by, email=None), consented_at=None)
    unit.appointments.save(silent)
    drop_reminder(unit, silent)
    return silent
