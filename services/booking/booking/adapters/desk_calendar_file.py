"""A desk's appointments as a calendar to subscribe to (RFC 5545, 7986): procedure and time, nothing about persons."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from booking.domain.appointment import Appointment
from chassis.tenancy import Tenant

_ASK_AGAIN = timedelta(minutes=15)


def desk_calendar_file(tenant: Tenant, name: str, appointments: Sequence[Appointment], written_at: datetime) -> bytes:
    """Return the file; each appointment leads to its page, which opens for staff alone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Virtuelles Buergerbuero//booking//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, f"{name} – {tenant.name}")
    calendar.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for appointment in appointments:
        calendar.add_component(_event(tenant, appointment, written_at))
    file: bytes = calendar.to_ical()
    return file


def _event(tenant: Tenant, appointment: Appointment, written_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"desk-{appointment.id}@{str(tenant.mail_from).partition('@')[2]}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", written_at)
    event.add("dtstart", appointment.begins_at)
    event.add("dtend", appointment.ends_at)
    event.add("summary", ", ".join(item.name for item in appointment.items))
    event.add("url", tenant.url(f"verwaltung/booking/termin/{appointment.id}"))
    event.add("class", "CONFIDENTIAL")
    return event
