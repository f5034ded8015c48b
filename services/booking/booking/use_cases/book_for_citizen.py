"""A clerk books on the telephone; the citizen may have no e-mail address and gets the link by letter."""

from uuid import UUID

from booking.domain.appointment import Appointment, Citizen
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.open_by_number import issue_pin
from booking.use_cases.ports import BookingPorts, BookingUnit


def book_for_citizen(
    unit: BookingUnit, hold_id: UUID, citizen: Citizen, actor: str, ports: BookingPorts
) -> Appointment:
    """Make the clerk's hold firm, give it a PIN for whoever has no mail, and note who did it.

    Raises:
        UnknownAppointment, HoldExpired: as `confirm_appointment` does.
    """
    booked = confirm_appointment(unit, hold_id, citizen, ports)
    issue_pin(unit, booked, ports.keys)
    unit.audit("booked appointment", booked.id, actor)
    return booked
