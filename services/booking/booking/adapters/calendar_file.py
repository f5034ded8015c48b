"""Calendar files (iCalendar, RFC 5545) and the messages that carry them (iTIP, RFC 5546)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from booking.domain.appointment import Appointment
from chassis.mail.templates import Words
from chassis.tenancy import Tenant

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
GERMAN_TIME = "Europe/Berlin"
REMIND_BEFORE = timedelta(minutes=30)


@dataclass(frozen=True)
class Entry:
    """What stands in the calendar beside the time."""

    description: str
    location: str
    words: Words


def calendar_file(
    method: Method, tenant: Tenant, appointment: Appointment, entry: Entry, written_at: datetime
) -> bytes:
    """Return the file; its UID stays the same over all changes and its SEQUENCE grows with each."""
    calendar = Calendar()
    calendar.add("prodid", "-//Virtuelles Buergerbuero//booking//DE")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(method, tenant, appointment, entry, written_at))
    zones = b"".join(_timezone(name) for name in sorted(calendar.get_missing_tzids()))
    file: bytes = calendar.to_ical()
    return file.replace(b"BEGIN:VEVENT", zones + b"BEGIN:VEVENT", 1)


@cache
def _timezone(name: str) -> bytes:
    """Return the rules of a zone, written once: they cost more than the rest of the booking (measured).

    German time is told by two yearly rules (Directive 2000/84/EC), as Outlook writes it itself; the library would list
    every change from 1970 to 2037, which not every program reads and which was four fifths of the file.
    """
    zone = _german_time() if name == GERMAN_TIME else Timezone.from_tzid(name)
    written: bytes = zone.to_ical()
    return written


def _german_time() -> Timezone:
    zone = Timezone()
    zone.add("tzid", GERMAN_TIME)
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    for part, begins, before, after in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 2), winter, summer),  # noqa: DTZ001 - in the clock that is put on
        (TimezoneStandard(), datetime(1996, 10, 27, 3), summer, winter),  # noqa: DTZ001 - in the clock that is put back
    ):
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "yearly", "bymonth": begins.month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", "CEST" if after == summer else "CET")
        zone.add_component(part)
    return zone


def _event(method: Method, tenant: Tenant, appointment: Appointment, entry: Entry, written_at: datetime) -> Event:
    event = Event()
    domain = str(tenant.mail_from).partition("@")[2]
    event.add("uid", f"{appointment.id}@{domain}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", written_at)
    event.add("dtstart", appointment.begins_at.astimezone(tenant.zone))
    event.add("dtend", appointment.ends_at.astimezone(tenant.zone))
    event.add("summary", entry.words.text("Videotermin im Bürgerbüro %(town)s", town=tenant.name))
    event.add("description", entry.description)
    event.add("location", entry.location)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("class", "PRIVATE")
    event["organizer"] = _address(str(tenant.mail_from), tenant.authority)
    if method != "PUBLISH" and appointment.citizen is not None and appointment.citizen.email:
        event.add("attendee", _attendee(appointment.citizen.email, appointment.citizen.name))
    if method != "CANCEL":
        event.add_component(_alarm(entry.words))
    return event


def _alarm(words: Words) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words.text("Ihr Videotermin beginnt bald."))
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm


def _attendee(email: str, name: str) -> vCalAddress:
    address = _address(email, name)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("ACCEPTED")
    address.params["RSVP"] = vText("FALSE")
    return address


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name)
    return address
