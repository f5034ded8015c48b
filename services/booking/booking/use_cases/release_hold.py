"""A hold is not needed any more: the citizen picks another time, or its time is over."""

from uuid import UUID

from booking.domain.appointment import Appointment
from booking.use_cases.answer_offer import note_lost_hold
from booking.use_cases.hold_time import RELEASE_HOLD
from booking.use_cases.ports import BookingUnit
from booking.use_cases.set_time_aside import set_time_aside


def release_hold(unit: BookingUnit, hold_id: UUID) -> None:
    """Free the time at once."""
    hold = unit.appointments.claim(hold_id)
    if hold is not None and hold.state == "held":
        unit.unschedule(RELEASE_HOLD, hold_id)
        _free(unit, hold)


def tidy_expired_hold(unit: BookingUnit, hold_id: UUID) -> None:
    """Drop a hold whose time is over and ask the waiting list; expiry itself is judged whenever holds are read."""
    hold = unit.appointments.claim(hold_id)
    if hold is None:
        note_lost_hold(unit, hold_id, None)  # a rival has dropped the expired hold already
    elif hold.state == "held" and not hold.is_held(unit.clock()):
        _free(unit, hold)


def _free(unit: BookingUnit, hold: Appointment) -> None:
    unit.appointments.remove(hold.id)
    if not hold.is_set_aside:
        note_lost_hold(unit, hold.id, hold.begins_at)
        set_time_aside(unit, hold.slot, called_off=False)
