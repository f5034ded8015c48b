"""The personal links of an appointment: which doors they open and for how long."""

from datetime import datetime, timedelta

from booking.domain.appointment import Appointment
from booking.use_cases.letter_ports import Links
from booking.use_cases.ports import BookingUnit, Keys
from chassis.access import Grant, digest
from chassis.languages.catalogues import in_language
from chassis.tenancy import Tenant
from contracts.parts import Access, Purpose

AFTER_THE_CALL = timedelta(hours=2)
CASE_STAYS_OPEN = timedelta(days=180)
PURPOSES: tuple[Purpose, ...] = ("manage", "join", "case")


def grant_access(unit: BookingUnit, appointment: Appointment, keys: Keys) -> tuple[Access, ...]:
    """Keep the door that booking serves and return all of them for the neighbours; tokens stay in the mails."""
    opened = tuple(_access(unit.tenant, appointment, purpose, keys) for purpose in PURPOSES)
    manage = next(access for access in opened if access.purpose == "manage")
    unit.access.keep(manage.digest, _grant(unit.tenant, appointment, "manage"), manage.valid_until)
    return opened


def links(tenant: Tenant, appointment: Appointment, keys: Keys) -> Links:
    """Return the links as mails carry them; the token of the call stays out of server logs (fragment).

    They open the pages in the language of the mail, on any device.
    """
    asked = in_language(appointment.booked_by.mail_language)
    return Links(
        manage=tenant.url(f"termin/zugang/{keys.token(_grant(tenant, appointment, 'manage'))}{asked}"),
        join=tenant.url(f"gespraech{asked}#{keys.token(_grant(tenant, appointment, 'join'))}"),
    )


def _access(tenant: Tenant, appointment: Appointment, purpose: Purpose, keys: Keys) -> Access:
    token = keys.token(_grant(tenant, appointment, purpose))
    valid_until = _valid_until(appointment.ends_at, purpose)
    return Access(purpose=purpose, digest=digest(token), epoch=appointment.epoch, valid_until=valid_until)


def _grant(tenant: Tenant, appointment: Appointment, purpose: Purpose) -> Grant:
    return Grant(tenant.key, appointment.id, purpose, appointment.epoch)


def _valid_until(ends_at: datetime, purpose: Purpose) -> datetime:
    longer = {"join": AFTER_THE_CALL, "case": CASE_STAYS_OPEN}
    return ends_at + longer.get(purpose, timedelta())
