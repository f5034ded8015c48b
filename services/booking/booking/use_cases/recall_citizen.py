"""A citizen came too late or not at all and is taken after all: a new appointment with everything they had typed.

It is a new one, with new links and new cases: the other services have closed what belonged to the old one. Whoever
had a PIN, or gets no mail with a link, has a new PIN too.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.errors import TooLate, UnknownAppointment
from booking.domain.time_filter import TimeFilter
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_found
from booking.use_cases.open_by_number import issue_pin
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.queries import search_for
from booking.use_cases.settle_by_hand import settle_by_hand

RECALLED_WITHIN = timedelta(days=7)
"""Later, what was typed is about to be forgotten, and the citizen books anew."""


def recall_citizen(
    unit: BookingUnit, appointment_id: UUID, begins_at: datetime, actor: str, ports: BookingPorts
) -> Appointment:
    """Book the same again at a time that may be near; one that has begun is noted as late. A second click is the same.

    Raises:
        UnknownAppointment: if there is none.
        TooSoon: if it has not begun.
        TooLate: if it took place, was called off, or is a week old.
        TimeTaken: if no desk is free then.
    """
    found, now = unit.appointments.claim(appointment_id), unit.clock()
    if found is None or found.state == "held":
        raise UnknownAppointment(str(appointment_id))
    if found.state not in ("confirmed", "missed") or now - found.begins_at > RECALLED_WITHIN:
        raise TooLate(found.number)
    if found.state == "confirmed":
        settle_by_hand(unit, appointment_id, "late", actor)
    wish = Wish(found.procedures, begins_at, found.id, found.persons)
    only = TimeFilter(interpreter=found.booked_by.interpreter, at_once=True)
    hold = hold_found(unit, wish, only.narrow(search_for(unit, found.procedures, found.persons)))
    booked = confirm_appointment(unit, hold.id, replace(found.booked_by), ports)
    if not booked.booked_by.email or unit.pins.of_number(found.number):
        issue_pin(unit, booked, ports.keys)
    unit.audit("recalled citizen", booked.id, actor)
    return booked
