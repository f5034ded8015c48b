"""A citizen needs more time for the form."""

from uuid import UUID

from booking.domain.appointment import Appointment, extend
from booking.domain.errors import UnknownAppointment
from booking.use_cases.hold_time import RELEASE_HOLD
from booking.use_cases.ports import BookingUnit


def extend_hold(unit: BookingUnit, hold_id: UUID) -> Appointment:
    """Give the hold its full time again.

    Raises:
        UnknownAppointment, HoldExpired, ExtensionsUsedUp: if that is not possible.
    """
    hold = unit.appointments.claim(hold_id)
    if hold is None:
        raise UnknownAppointment(str(hold_id))
    now = unit.clock()
    until = now + unit.catalogue.hold_length
    until = max(until, hold.held_until or until)
    longer = extend(hold, now, until)
    unit.appointments.save(longer)
    unit.schedule(RELEASE_HOLD, longer.id, until)
    return longer
