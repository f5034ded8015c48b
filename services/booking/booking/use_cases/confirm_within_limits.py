"""Whoever books is counted by address, telephone and network, so that nobody takes all the times to sell them."""

from uuid import UUID

from booking.domain.appointment import Appointment, Citizen
from booking.domain.errors import BookedTooOften
from booking.domain.limit import booking_limits
from booking.use_cases.confirm_address import confirm_or_ask
from booking.use_cases.ports import BookingPorts, BookingUnit


def confirm_within_limits(
    unit: BookingUnit, hold_id: UUID, citizen: Citizen, network: str, ports: BookingPorts
) -> Appointment:
    """Confirm as `confirm_or_ask` does, unless too much was booked today; a second click is not counted.

    Raises:
        UnknownAppointment, HoldExpired, AddressAskedTooOften: as `confirm_or_ask` does.
        BookedTooOften: if a limit of the town is reached.
    """
    hold = unit.appointments.claim(hold_id)
    if hold is not None and hold.state == "held" and hold.citizen is None:
        for limit, value in booking_limits(unit.catalogue.most_bookings, citizen, network):
            if not unit.limits.allows(limit, value):
                raise BookedTooOften(limit.kind)
    return confirm_or_ask(unit, hold_id, citizen, ports)
