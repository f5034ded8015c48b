"""A citizen for whom no time fits leaves an address, and leaves the list again by the link of the mail."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from booking.domain.limit import same_address
from booking.domain.waiting import JOINING_FROM_NETWORK, JOINING_WITH_ADDRESS, TimeWish, Waiting
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.queries import search_for
from booking.use_cases.waiting_link import waiting_grant, waiting_link
from chassis.access import digest

END_WAITING = "end-waiting"


@dataclass(frozen=True)
class Reader:
    """To whom the waiting list writes, and in which language (BCP 47)."""

    email: str
    language: str = "de"


def join_waiting_list(
    unit: BookingUnit, reader: Reader, wish: TimeWish, network: str, ports: BookingPorts
) -> Waiting | None:
    """Put the citizen at the end of the line and write to them; None if network or address ask too often.

    Raises:
        UnknownProcedure, TooManyPersons: if the town does not offer what is wanted.
    """
    search_for(unit, wish.procedures, wish.persons)
    address = same_address(reader.email)
    allowed = unit.limits.allows(JOINING_FROM_NETWORK, network) and unit.limits.allows(JOINING_WITH_ADDRESS, address)
    if not allowed:
        return None
    waiting = Waiting(
        id=uuid4(), email=reader.email, mail_language=reader.language, wish=wish, consented_at=unit.clock()
    )
    unit.waiting.add(waiting)
    ends_at = datetime.combine(wish.until + timedelta(days=1), time.min, unit.tenant.zone)
    token = ports.keys.token(waiting_grant(unit.tenant, waiting.id))
    unit.access.keep(digest(token), waiting_grant(unit.tenant, waiting.id), ends_at)
    unit.schedule(END_WAITING, waiting.id, ends_at)
    unit.send(ports.waiting_letters.joined(unit, waiting, waiting_link(unit.tenant, waiting.id, ports.keys)))
    return waiting


def end_waiting(unit: BookingUnit, waiting_id: UUID, ports: BookingPorts) -> None:
    """Take whoever waited in vain off the list and say so; an offer that is being answered is let finish first."""
    waiting = unit.waiting.claim(waiting_id)
    if waiting is None:
        return
    if waiting.hold is not None:
        unit.schedule(END_WAITING, waiting_id, unit.clock() + timedelta(hours=1))
        return
    forget_waiting(unit, waiting_id)
    unit.send(ports.waiting_letters.ended(unit, waiting))


def forget_waiting(unit: BookingUnit, waiting_id: UUID) -> None:
    """Delete the place with its address and close its link."""
    unit.waiting.remove(waiting_id)
    unit.unschedule(END_WAITING, waiting_id)
    unit.access.revoke(waiting_id)
