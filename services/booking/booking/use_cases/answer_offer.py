"""An offer is answered: taken up, declined, let lapse; and whoever has enough leaves the list."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.errors import HoldExpired
from booking.domain.waiting import MOST_UNANSWERED, Waiting
from booking.use_cases.hold_time import RELEASE_HOLD
from booking.use_cases.join_waiting_list import forget_waiting
from booking.use_cases.offer_time import PASS_OFFER_ON
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.set_time_aside import set_time_aside


def accept_offer(unit: BookingUnit, waiting_id: UUID) -> Appointment:
    """Make the offered time an ordinary hold with its full time for the form; a second click changes nothing.

    Raises:
        HoldExpired: if the offer is over.
    """
    waiting, now = unit.waiting.claim(waiting_id), unit.clock()
    hold = _claimed_hold(unit, waiting)
    if waiting is None or hold is None or not hold.is_held(now):
        raise HoldExpired(str(waiting_id))
    if waiting.offered_until is None:
        return hold
    if not waiting.is_offered(now):
        raise HoldExpired(hold.number)
    until = now + unit.catalogue.hold_length
    held = replace(hold, held_until=until)
    unit.appointments.save(held)
    unit.waiting.save(waiting.accepted())
    unit.unschedule(PASS_OFFER_ON, waiting_id)
    unit.schedule(RELEASE_HOLD, held.id, until)
    return held


def decline_offer(unit: BookingUnit, waiting_id: UUID) -> None:
    """Ask the next one; whoever declines keeps their place for other times."""
    waiting = unit.waiting.claim(waiting_id)
    if waiting is not None and waiting.hold is not None:
        _pass_on(unit, waiting, answered=True)


def pass_offer_on(unit: BookingUnit, waiting_id: UUID, ports: BookingPorts) -> None:
    """Ask the next one because nobody answered in time; whoever never answers leaves the line."""
    waiting = unit.waiting.claim(waiting_id)
    if waiting is None or waiting.offered_until is None or waiting.is_offered(unit.clock()):
        return
    kept = _pass_on(unit, waiting, answered=False)
    if kept.unanswered >= MOST_UNANSWERED:
        forget_waiting(unit, waiting_id)
        unit.send(ports.waiting_letters.ended(unit, waiting))


def leave_waiting_list(unit: BookingUnit, waiting_id: UUID) -> None:
    """Forget the citizen; a time that was offered to them is offered to the next."""
    waiting = unit.waiting.claim(waiting_id)
    if waiting is None:
        return
    if waiting.hold is not None:
        _pass_on(unit, waiting, answered=True)
    forget_waiting(unit, waiting_id)


def note_lost_hold(unit: BookingUnit, hold_id: UUID, begins_at: datetime | None) -> None:
    """Let whoever took an offer up and then let the reservation go wait on."""
    waiting = unit.waiting.of_hold(hold_id)
    if waiting is not None:
        unit.unschedule(PASS_OFFER_ON, waiting.id)
        unit.waiting.save(waiting.without_offer(begins_at, answered=True))


def note_booked(unit: BookingUnit, booked: Appointment) -> None:
    """Forget whoever waited for what they have booked now, by the offer or on their own.

    Who booked on their own lets the next one have the time that was offered to them.
    """
    procedures = tuple(item.procedure for item in booked.items)
    for waiting_id in unit.waiting.served_by(booked.id, (booked.booked_by.email or "").lower(), procedures):
        waiting = unit.waiting.claim(waiting_id)
        if waiting is not None and waiting.offered_until is not None:
            _pass_on(unit, waiting, answered=True)
        forget_waiting(unit, waiting_id)


def _claimed_hold(unit: BookingUnit, waiting: Waiting | None) -> Appointment | None:
    return unit.appointments.claim(waiting.hold) if waiting is not None and waiting.hold is not None else None


def _pass_on(unit: BookingUnit, waiting: Waiting, *, answered: bool) -> Waiting:
    hold = _claimed_hold(unit, waiting)
    kept = waiting.without_offer(hold.begins_at if hold else None, answered=answered)
    unit.waiting.save(kept)
    unit.unschedule(PASS_OFFER_ON, waiting.id)
    if hold is not None and hold.state == "held":
        unit.appointments.remove(hold.id)
        unit.unschedule(RELEASE_HOLD, hold.id)
        set_time_aside(unit, hold.slot, called_off=True)
    return kept
