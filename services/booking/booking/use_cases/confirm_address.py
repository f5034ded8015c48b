"""Where a town wants it, a mail proves the address first: the time waits, and the link makes the appointment firm."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from booking.domain.appointment import Appointment, Citizen
from booking.domain.errors import AddressAskedTooOften, HoldExpired, UnknownAppointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import RELEASE_HOLD
from booking.use_cases.ports import BookingPorts, BookingUnit
from chassis.access import Grant, digest
from chassis.limits import Limit
from chassis.tenancy import Tenant

ADDRESS = "address"
MAILS_OF_HOLD = Limit("address-mails-of-hold", 4)


def confirm_or_ask(unit: BookingUnit, hold_id: UUID, citizen: Citizen, ports: BookingPorts) -> Appointment:
    """Make the hold firm, or keep it with what was typed until the address is proven, as the town wants it.

    Whoever knocks at the door is on the line already and is not sent to their postbox.

    Raises:
        UnknownAppointment, HoldExpired: as `confirm_appointment` does.
        AddressAskedTooOften: if this reservation has had too many mails.
    """
    minutes = unit.catalogue.confirm_address_minutes
    hold = unit.appointments.claim(hold_id)
    if minutes is None or hold is None or hold.state != "held" or hold.walk_in or not citizen.email:
        return confirm_appointment(unit, hold_id, citizen, ports)
    now = unit.clock()
    if not hold.is_held(now):
        raise HoldExpired(hold.number)
    if hold.citizen == citizen:
        return hold
    if not unit.limits.allows(MAILS_OF_HOLD, str(hold_id)):
        raise AddressAskedTooOften(hold.number)
    until = now + timedelta(minutes=minutes)
    # A new address gets a link of its own; the one that was sent elsewhere opens nothing any more.
    waits = replace(hold, citizen=citizen, held_until=until, epoch=hold.epoch + 1)
    unit.appointments.save(waits)
    unit.schedule(RELEASE_HOLD, waits.id, until)
    token = ports.keys.token(_grant(unit.tenant, waits))
    unit.access.keep(digest(token), _grant(unit.tenant, waits), until)
    link = unit.tenant.url(f"termin/bestaetigen/{token}")
    unit.send(ports.letters.address_to_confirm(unit, waits, link))
    return waits


def confirm_by_link(unit: BookingUnit, hold_id: UUID, ports: BookingPorts) -> Appointment:
    """Make firm what waited for the link; a second click changes nothing.

    Raises:
        UnknownAppointment, HoldExpired: if it waited too long.
    """
    hold = unit.appointments.claim(hold_id)
    if hold is None or hold.citizen is None:
        raise UnknownAppointment(str(hold_id))
    return confirm_appointment(unit, hold_id, hold.citizen, ports)


def _grant(tenant: Tenant, hold: Appointment) -> Grant:
    return Grant(tenant.key, hold.id, ADDRESS, hold.epoch)
