"""A time has become free: it is set aside at once, so that those who wait are asked before anybody else sees it."""

from datetime import timedelta
from uuid import uuid4

from booking.domain.appointment import Appointment
from booking.domain.number import new_number
from booking.domain.slot import Slot
from booking.use_cases.ports import BookingUnit

OFFER_TIME = "offer-time"
LONGEST_ASIDE = timedelta(minutes=30)
"""If no worker runs, the time returns to everybody by itself."""


def set_time_aside(unit: BookingUnit, slot: Slot, *, called_off: bool) -> None:
    """Keep a freed time from everybody until the waiting list was asked, in the transaction that frees it.

    A time that was `called_off` also waits where nobody is on the list, if the town wants a random delay; one that
    was only reserved returns at once.
    """
    rules, now = unit.catalogue.waiting_list, unit.clock()
    if rules is None or slot.time.begins_at <= now:
        return
    delayed = called_off and rules.returns_after_minutes[1] > 0
    if not (delayed or unit.waiting.anybody()):
        return
    aside = time_aside(slot, unit, LONGEST_ASIDE)
    if unit.appointments.add_hold(aside):
        unit.schedule(OFFER_TIME, aside.id, now)


def time_aside(slot: Slot, unit: BookingUnit, length: timedelta) -> Appointment:
    """Return a hold of nobody: the table's constraint keeps its time from all others while it counts."""
    until = unit.clock() + length
    return Appointment(
        id=uuid4(), number=new_number(), key=uuid4(), slot=slot, items=(), state="held", held_until=until
    )
