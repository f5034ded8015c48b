"""A citizen knocks at the door: without an appointment, they get the next free time at once."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid5

from booking.domain.appointment import Appointment
from booking.domain.catalogue import Office
from booking.domain.door import Door, door_of, first_free, search_at_door
from booking.domain.errors import DoorClosed, UnknownProcedure
from booking.domain.procedure import Procedure
from booking.domain.search import Free, Search
from booking.domain.town import Town
from booking.use_cases.hold_time import RELEASE_HOLD, new_hold
from booking.use_cases.keep_caps import has_room, with_full_days
from booking.use_cases.ports import BookingUnit
from chassis.limits import Limit

KNOCKS_FROM_NETWORK = Limit("knocks-from-network", 20)
MOST_TRIES = 6


@dataclass(frozen=True)
class Knock:
    """At which office, for what; `click` is the page's idempotency key."""

    office: str
    procedures: tuple[str, ...]
    click: UUID

    @property
    def key(self) -> UUID:
        """One key for one knock: a double click is the same one."""
        return uuid5(self.click, f"{self.office}|{'|'.join(sorted(self.procedures))}")


def doors(unit: BookingUnit) -> tuple[Door, ...]:
    """Return all doors at which the town lets people knock, each for the shortest procedure that is done there."""
    offices = [office for office in unit.catalogue.offices if office.knocking]
    return tuple(_door(unit, office, _shortest(unit, office)) for office in offices)


def knock(unit: BookingUnit, wanted: Knock, network: str) -> Appointment:
    """Hold the next free time at the door.

    Raises:
        UnknownProcedure: if that is not done without an appointment.
        DoorClosed: if the door is closed or full, or somebody knocks too often.
    """
    office = next((one for one in unit.catalogue.offices if one.key == wanted.office and one.knocking), None)
    if office is None or office.knocking is None:
        raise DoorClosed(wanted.office)
    if known := unit.appointments.of_key(wanted.key):
        return known
    chosen = unit.catalogue.chosen(wanted.procedures)
    if not chosen or not all(office.knocking.takes(procedure.key) for procedure in chosen):
        raise UnknownProcedure(", ".join(wanted.procedures))
    if not unit.limits.allows(KNOCKS_FROM_NETWORK, network) or _door(unit, office, chosen).state != "open":
        raise DoorClosed(office.key)
    return _hold_first(unit, wanted, office, chosen)


def _hold_first(unit: BookingUnit, wanted: Knock, office: Office, chosen: tuple[Procedure, ...]) -> Appointment:
    now, free = unit.clock(), _free(unit, office, chosen)
    longest = timedelta(minutes=office.knocking.longest_wait_minutes if office.knocking else 0)
    until = now + unit.catalogue.hold_length
    for first in first_free(free, now, longest)[:MOST_TRIES]:
        slots = free.at(first.time.begins_at)
        unit.appointments.forget_expired(slots, wanted.key, now)
        for slot in slots:
            hold = replace(new_hold(wanted.key, free.search, slot, until), walk_in=True)
            if has_room(unit, free.search, slot) and unit.appointments.add_hold(hold):
                unit.schedule(RELEASE_HOLD, hold.id, until)
                return hold
            if known := unit.appointments.of_key(wanted.key):
                return known
    raise DoorClosed(office.key)


def _door(unit: BookingUnit, office: Office, chosen: tuple[Procedure, ...]) -> Door:
    waiting = _waiting(unit, office)
    if not chosen:
        return Door(office, "closed", waiting)
    unbooked = _search(unit, office, chosen).free({})
    return door_of(office, waiting, _free(unit, office, chosen), unbooked, unit.clock())


def _free(unit: BookingUnit, office: Office, chosen: tuple[Procedure, ...]) -> Free:
    search = with_full_days(unit, _search(unit, office, chosen))
    return search.free(unit.appointments.taken(search.steps, search.now))


def _search(unit: BookingUnit, office: Office, chosen: tuple[Procedure, ...]) -> Search:
    return search_at_door(unit.catalogue, office, Town(unit.tenant.land, unit.tenant.zone), chosen, unit.clock())


def _waiting(unit: BookingUnit, office: Office) -> int:
    """Return how many walk-ins have not had their turn; shortly before midnight theirs may lie on the next day."""
    today = Town(unit.tenant.land, unit.tenant.zone).day_of(unit.clock())
    return unit.appointments.walk_ins_to_come(office.key, today, today + timedelta(days=1), unit.clock())


def _shortest(unit: BookingUnit, office: Office) -> tuple[Procedure, ...]:
    """Return what takes least time of all that some desk does at the door; nothing where nothing is done there."""
    today = Town(unit.tenant.land, unit.tenant.zone).day_of(unit.clock())
    valid = [one for one in unit.catalogue.procedures if one.is_valid_within(today, today)]
    taken = (one for one in valid if office.knocking and office.knocking.takes(one.key))
    by_length = ((one,) for one in sorted(taken, key=lambda one: one.minutes))
    return next((chosen for chosen in by_length if _search(unit, office, chosen).free({}).lanes), ())
