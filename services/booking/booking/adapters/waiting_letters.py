"""The mails of the waiting list: noted, offered, ended."""

from datetime import datetime

from booking.adapters.mail_texts import mail_texts
from booking.domain.appointment import Appointment
from booking.domain.waiting import Waiting
from chassis.mail.message import Mail
from chassis.mail.templates import Words
from chassis.town.wording import Voice, own_words


class MailedWaitingLetters:
    """Writes them; the address is all that is known of whoever waits."""

    def __init__(self) -> None:
        self._templates = mail_texts()

    def joined(self, voice: Voice, waiting: Waiting, link: str) -> Mail:
        """Tell that the wish is noted and how to leave the list."""
        words = self._words(waiting)
        own = own_words(voice, "waiting_joined", words.language)
        text = words.render("waiting_joined.txt", own=own, tenant=voice.tenant, link=link)
        return Mail(f"waiting:{waiting.id}", waiting.email, words.text("Sie stehen auf der Warteliste"), text)

    def offer(self, voice: Voice, waiting: Waiting, hold: Appointment, until: datetime, link: str) -> Mail:
        """Offer a time until a moment; each offer is told once."""
        words, tenant = self._words(waiting), voice.tenant
        subject = words.text("Ein Termin ist frei: %(when)s", when=words.short_moment(tenant, hold.begins_at))
        when, ends = words.moment(tenant, hold.begins_at), words.moment(tenant, until)
        own = own_words(voice, "waiting_offer", words.language, termin=when)
        told = {"tenant": tenant, "link": link, "appointment": hold, "when": when, "until": ends}
        text = words.render("waiting_offer.txt", own=own, **told)
        return Mail(f"offer:{hold.id}", waiting.email, subject, text)

    def ended(self, voice: Voice, waiting: Waiting) -> Mail:
        """Tell that the place is given up and the address deleted."""
        words = self._words(waiting)
        subject = words.text("Ihr Platz auf der Warteliste ist beendet")
        own = own_words(voice, "waiting_ended", words.language)
        text = words.render("waiting_ended.txt", own=own, tenant=voice.tenant)
        return Mail(f"waiting-ended:{waiting.id}", waiting.email, subject, text)

    def _words(self, waiting: Waiting) -> Words:
        return self._templates.into(waiting.mail_language)
