"""Booking's mails: Jinja templates beside this file, each with its calendar file."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from booking.adapters.calendar_file import Entry, Method, calendar_file
from booking.adapters.desk_calendar_file import desk_calendar_file
from booking.adapters.mail_texts import mail_texts
from booking.domain.appointment import Appointment
from booking.use_cases.letter_ports import Links
from chassis.clock import Clock, system_clock
from chassis.mail.message import Attachment, Mail
from chassis.mail.templates import Words
from chassis.tenancy import Tenant
from chassis.town.wording import Voice, own_words


class MailedLetters:
    """Writes the mails of an appointment; a mail's key holds the sequence, so each change is told once."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock
        self._templates = mail_texts()

    def confirmation(self, voice: Voice, appointment: Appointment, links: Links) -> Mail:
        """Tell that the appointment is firm, what to have ready and where to click."""
        words, tenant = self._words(appointment), voice.tenant
        subject = words.text("Ihr Videotermin am %(when)s", when=words.short_moment(tenant, appointment.begins_at))
        text = self._text("confirmation", voice, appointment, links)
        calendar = self._attached("REQUEST", tenant, appointment, links)
        return self._mail("confirmation", appointment, subject, text, calendar)

    def change(self, voice: Voice, appointment: Appointment, links: Links, *, by_town: bool = False) -> Mail:
        """Tell the new time, with a word of regret where the town has moved it."""
        words, tenant = self._words(appointment), voice.tenant
        when = words.short_moment(tenant, appointment.begins_at)
        subject = words.text("Ihr neuer Videotermin am %(when)s", when=when)
        text = self._text("change", voice, appointment, links, by_town="yes" if by_town else None)
        calendar = self._attached("REQUEST", tenant, appointment, links)
        return self._mail("change", appointment, subject, text, calendar)

    def reminder(self, voice: Voice, appointment: Appointment, links: Links) -> Mail:
        """Tell once more when it is, what to have ready and where to click; the calendar knows it already."""
        words, tenant = self._words(appointment), voice.tenant
        when = words.short_moment(tenant, appointment.begins_at)
        subject = words.text("Erinnerung: Ihr Videotermin am %(when)s", when=when)
        text = self._text("reminder", voice, appointment, links)
        return self._mail("reminder", appointment, subject, text)

    def cancellation(
        self, voice: Voice, appointment: Appointment, regret: str | None = None, next_free: datetime | None = None
    ) -> Mail:
        """Tell that the appointment will not take place; `regret` is the town's reason if it was the town's doing."""
        words, tenant = self._words(appointment), voice.tenant
        when = words.short_moment(tenant, appointment.begins_at)
        subject = words.text("Ihr Videotermin am %(when)s ist abgesagt", when=when)
        instead = words.moment(tenant, next_free) if next_free else None
        again = tenant.url("termin/zeit?" + urlencode([("leistung", item.procedure) for item in appointment.items]))
        text = self._text(
            "cancellation",
            voice,
            appointment,
            None,
            regret=regret,
            instead=instead,
            again=again if regret else None,
        )
        told = words.text("Der Termin %(number)s ist abgesagt.", number=appointment.number)
        file = calendar_file("CANCEL", tenant, appointment, Entry(told, tenant.base_url, words), self._clock())
        return self._mail("cancellation", appointment, subject, text, _attachment("CANCEL", file))

    def address_to_confirm(self, voice: Voice, hold: Appointment, link: str) -> Mail:
        """Ask to prove the address by a link before the appointment is firm; each link is told once."""
        words, tenant = self._words(hold), voice.tenant
        until = words.moment(tenant, hold.held_until) if hold.held_until else ""
        text = self._text("address_to_confirm", voice, hold, None, link=link, until=until)
        when = words.short_moment(tenant, hold.begins_at)
        subject = words.text("Bitte bestätigen Sie Ihren Termin am %(when)s", when=when)
        return Mail(f"address:{hold.id}:{hold.epoch}", _address(hold), subject, text)

    def links_again(self, voice: Voice, found: Sequence[tuple[Appointment, Links]], request_id: UUID) -> Mail:
        """Tell the links of all coming appointments of one address, in one mail."""
        words, tenant, citizen = self._words(found[0][0]), voice.tenant, found[0][0].booked_by
        text = words.render(
            "links_again.txt",
            own=own_words(voice, "links_again", words.language, name=citizen.name),
            tenant=tenant,
            citizen=citizen,
            entries=[(words.moment(tenant, one.begins_at), one, links) for one, links in found],
        )
        subject = words.texts("Der Link zu Ihrem Termin", "Die Links zu Ihren Terminen", len(found))
        return Mail(f"links:{request_id}", _address(found[0][0]), subject, text)

    def _words(self, appointment: Appointment) -> Words:
        return self._templates.into(appointment.booked_by.mail_language)

    def _text(
        self, letter: str, voice: Voice, appointment: Appointment, links: Links | None, **more: str | None
    ) -> str:
        words, citizen = self._words(appointment), appointment.booked_by
        when = words.moment(voice.tenant, appointment.begins_at)
        values = {"name": citizen.name, "termin": when, "nummer": appointment.number}
        return words.render(
            f"{letter}.txt",
            own=own_words(voice, letter, words.language, **values),
            tenant=voice.tenant,
            appointment=appointment,
            citizen=citizen,
            links=links,
            when=when,
            minutes=int((appointment.ends_at - appointment.begins_at).total_seconds() // 60),
            documents=appointment.documents,
            **more,
        )

    def calendar(self, tenant: Tenant, appointment: Appointment, links: Links) -> bytes:
        """Return the calendar file for a download; it asks nobody to answer (RFC 5546, 3.2.1)."""
        return self._file("PUBLISH", tenant, appointment, links)

    def desk_calendar(self, tenant: Tenant, name: str, appointments: Sequence[Appointment]) -> bytes:
        """Return a desk's appointments as a calendar to subscribe to, without personal data."""
        return desk_calendar_file(tenant, name, appointments, self._clock())

    def _attached(self, method: Method, tenant: Tenant, appointment: Appointment, links: Links) -> Attachment:
        return _attachment(method, self._file(method, tenant, appointment, links))

    def _file(self, method: Method, tenant: Tenant, appointment: Appointment, links: Links) -> bytes:
        words = self._words(appointment)
        description = words.render(
            "calendar.txt", appointment=appointment, links=links, documents=appointment.documents
        )
        return calendar_file(method, tenant, appointment, Entry(description, links.join, words), self._clock())

    @staticmethod
    def _mail(kind: str, appointment: Appointment, subject: str, text: str, *files: Attachment) -> Mail:
        key = f"{kind}:{appointment.id}:{appointment.sequence}"
        return Mail(key=key, to=_address(appointment), subject=subject, text=text, attachments=files)


def _address(appointment: Appointment) -> str:
    """Return where mails go; whoever has no address gets none, which the use cases ask before."""
    if not appointment.booked_by.email:
        raise LookupError(f"{appointment.number} was booked without an e-mail address")
    return appointment.booked_by.email


def _attachment(method: Method, file: bytes) -> Attachment:
    return Attachment("termin.ics", f"text/calendar; method={method}; charset=utf-8", file)
