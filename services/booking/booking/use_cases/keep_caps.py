"""Caps of a day are kept although many book at once: who counts waits for whoever counts the same."""

from dataclasses import replace
from uuid import UUID

from booking.domain.caps import caps_of, full_days
from booking.domain.search import Search
from booking.domain.slot import Slot
from booking.use_cases.ports import BookingUnit


def has_room(unit: BookingUnit, search: Search, slot: Slot, besides: UUID | None = None) -> bool:
    """Tell whether the day takes one more there; until the transaction ends nobody else gets an answer for it.

    `besides` is an appointment that gives up its own place.
    """
    caps = caps_of(search.section, search.procedures, slot.day, slot.office) if search.section.has_caps else ()
    if not caps:
        return True
    unit.appointments.lock_caps(caps)
    counts = unit.appointments.counted(slot.day, slot.day, search.now, besides=besides)
    return slot.day not in full_days(search.section, search.procedures, counts).of(slot.office)


def with_full_days(unit: BookingUnit, search: Search, besides: UUID | None = None) -> Search:
    """Return the search without the days that are full, where the town has caps at all."""
    if not search.section.has_caps:
        return search
    counts = unit.appointments.counted(search.days[0], search.days[-1], search.now, besides=besides)
    return replace(search, full=full_days(search.section, search.procedures, counts))
