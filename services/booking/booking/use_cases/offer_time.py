"""A time that was set aside is offered to the first in the line whom it suits, or given back to everybody."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from booking.domain.appointment import Appointment
from booking.domain.errors import TooManyPersons, UnknownProcedure
from booking.domain.slot import Slot
from booking.domain.waiting import Waiting, offer_ends
from booking.use_cases.hold_time import RELEASE_HOLD, new_hold
from booking.use_cases.keep_caps import has_room
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.queries import search_for
from booking.use_cases.set_time_aside import time_aside
from booking.use_cases.waiting_link import waiting_link

PASS_OFFER_ON = "pass-offer-on"  # noqa: S105 - no password but the name of a job
GRACE = timedelta(minutes=10)
"""The hold outlives its offer by this, so that no stranger gets the time between one offer and the next."""


def offer_time(unit: BookingUnit, aside_id: UUID, ports: BookingPorts) -> None:
    """Turn the time that was set aside into an offer; where it suits nobody, everybody may have it."""
    aside = unit.appointments.claim(aside_id)
    if aside is None or not aside.is_set_aside:
        return
    unit.appointments.remove(aside_id)
    slot, until = aside.slot, _offer_ends(unit, aside.slot)
    for waiting in unit.waiting.in_line_for(slot) if until else ():
        hold = _hold_for(unit, waiting, slot, until + GRACE) if until else None
        if hold is not None and until is not None:
            unit.waiting.save(waiting.with_offer(hold.id, until))
            unit.schedule(PASS_OFFER_ON, waiting.id, until)
            link = waiting_link(unit.tenant, waiting.id, ports.keys)
            unit.send(ports.waiting_letters.offer(unit, waiting, hold, until, link))
            return
    _give_back(unit, slot)


def _offer_ends(unit: BookingUnit, slot: Slot) -> datetime | None:
    rules = unit.catalogue.waiting_list
    # A town that rests offers nothing; who waits keeps their place.
    if rules is None or unit.tenant.suspended:
        return None
    lead, length = timedelta(minutes=unit.catalogue.lead_minutes), timedelta(minutes=rules.offer_minutes)
    return offer_ends(unit.clock(), slot.time.begins_at, lead, length)


def _hold_for(unit: BookingUnit, waiting: Waiting, slot: Slot, until: datetime) -> Appointment | None:
    """Hold the time for as long as this person's procedures take; None if the desk has no room for them."""
    try:
        search = search_for(unit, waiting.wish.procedures, waiting.wish.persons)
    except (UnknownProcedure, TooManyPersons):
        return None
    for wanted in search.at(slot.time.begins_at, taken={}):
        if wanted.desk == slot.desk:
            unit.appointments.forget_expired([wanted], waiting.id, search.now)
            if not has_room(unit, search, wanted):
                return None
            hold = new_hold(uuid4(), search, wanted, until)
            return hold if unit.appointments.add_hold(hold) else None
    return None


def _give_back(unit: BookingUnit, slot: Slot) -> None:
    """Let everybody have the time, after a random delay where the town wants one."""
    rules = unit.catalogue.waiting_list
    least, most = rules.returns_after_minutes if rules else (0, 0)
    delay = timedelta(minutes=least + secrets.randbelow(most - least + 1))
    if delay:
        aside = time_aside(slot, unit, delay)
        if unit.appointments.add_hold(aside):
            unit.schedule(RELEASE_HOLD, aside.id, unit.clock() + delay)
