"""The mails of the waiting list: noted, offered, ended."""

from datetime import datetime

from booking.adapters.mail_texts import mail_texts
from booking.domain.appointment import Appointment
from booking.domain.waiting import Waiting
from chassis.mail.message import Mail
from chassis.mail.templates import Words
from chassis.tenancy import Tenant


class MailedWaitingLetters:
    """Writes them; the address is all that is known of whoever waits."""

    def __init__(self) -> None:
        self._templates = mail_texts()

    def joined(self, tenant: Tenant, waiting: Waiting, link: str) -> Mail:
        """Tell that the wish is noted and how to leave the list."""
        words = self._words(waiting)
        text = words.render("waiting_joined.txt", tenant=tenant, link=link)
        return Mail(f"waiting:{waiting.id}", waiting.email, words.text("Sie stehen auf der Warteliste"), text)

    def offer(self, tenant: Tenant, waiting: Waiting, hold: Appointment, until: datetime, link: str) -> Mail:
        """Offer a time until a moment; each offer is told once."""
        words = self._words(waiting)
        subject = words.text("Ein Termin ist frei: %(when)s", when=words.short_moment(tenant, hold.begins_at))
        when, ends = words.moment(tenant, hold.begins_at), words.moment(tenant, until)
        text = words.render("waiting_offer.txt", tenant=tenant, link=link, appointment=hold, when=when, until=ends)
        return Mail(f"offer:{hold.id}", waiting.email, subject, text)

    def ended(self, tenant: Tenant, waiting: Waiting) -> Mail:
        """Tell that the place is given up and the address deleted."""
        words = self._words(waiting)
        subject = words.text("Ihr Platz auf der Warteliste ist beendet")
        text = words.render("waiting_ended.txt", tenant=tenant)
        return Mail(f"waiting-ended:{waiting.id}", waiting.email, subject, text)

    def _words(self, waiting: Waiting) -> Words:
        return self._templates.into(waiting.mail_language)
