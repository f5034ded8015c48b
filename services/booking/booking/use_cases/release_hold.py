"""A hold is not needed any more: the citizen picks another time, or its time is over."""

from uuid import UUID

from booking.use_cases.hold_time import RELEASE_HOLD
from booking.use_cases.ports import BookingUnit


def release_hold(unit: BookingUnit, hold_id: UUID) -> None:
    """Free the time at once."""
    hold = unit.appointments.claim(hold_id)
    if hold is not None and hold.state == "held":
        unit.appointments.remove(hold_id)
        unit.unschedule(RELEASE_HOLD, hold_id)


def tidy_expired_hold(unit: BookingUnit, hold_id: UUID) -> None:
    """Drop a hold whose time is over; this only tidies, since expiry is judged whenever holds are read."""
    hold = unit.appointments.claim(hold_id)
    if hold is not None and hold.state == "held" and not hold.is_held(unit.clock()):
        unit.appointments.remove(hold_id)
