"""The mails of the waiting list: noted, offered, ended."""

from datetime import datetime

from flask_babel import gettext

from booking.adapters.mail_texts import long_moment, mail_texts, short_moment
from booking.domain.appointment import Appointment
from booking.domain.waiting import Waiting
from chassis.mail.message import Mail
from chassis.tenancy import Tenant


class MailedWaitingLetters:
    """Writes them; the address is all that is known of whoever waits."""

    def __init__(self) -> None:
        self._templates = mail_texts()

    def joined(self, tenant: Tenant, waiting: Waiting, link: str) -> Mail:
        """Tell that the wish is noted and how to leave the list."""
        text = self._text("waiting_joined.txt", tenant, link=link)
        return Mail(f"waiting:{waiting.id}", waiting.email, gettext("Sie stehen auf der Warteliste"), text)

    def offer(self, tenant: Tenant, waiting: Waiting, hold: Appointment, until: datetime, link: str) -> Mail:
        """Offer a time until a moment; each offer is told once."""
        subject = gettext("Ein Termin ist frei: %(when)s", when=short_moment(tenant, hold.begins_at))
        when, ends = long_moment(tenant, hold.begins_at), long_moment(tenant, until)
        text = self._text("waiting_offer.txt", tenant, link=link, appointment=hold, when=when, until=ends)
        return Mail(f"offer:{hold.id}", waiting.email, subject, text)

    def ended(self, tenant: Tenant, waiting: Waiting) -> Mail:
        """Tell that the place is given up and the address deleted."""
        subject = gettext("Ihr Platz auf der Warteliste ist beendet")
        return Mail(f"waiting-ended:{waiting.id}", waiting.email, subject, self._text("waiting_ended.txt", tenant))

    def _text(self, template: str, tenant: Tenant, **told: object) -> str:
        return self._templates.get_template(template).render(tenant=tenant, **told)
