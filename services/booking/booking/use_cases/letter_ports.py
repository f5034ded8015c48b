"""Who writes booking's mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.waiting import Waiting
from chassis.mail.message import Mail
from chassis.tenancy import Tenant
from chassis.town.wording import Voice


@dataclass(frozen=True)
class Links:
    """The personal links of an appointment."""

    manage: str
    join: str


class Letters(Protocol):
    """Writes booking's mails with their calendar files."""

    def confirmation(self, voice: Voice, appointment: Appointment, links: Links) -> Mail:
        """Tell that the appointment is firm, what to have ready and where to click."""

    def change(self, voice: Voice, appointment: Appointment, links: Links, *, by_town: bool = False) -> Mail:
        """Tell the new time, with a word of regret where the town has moved it."""

    def reminder(self, voice: Voice, appointment: Appointment, links: Links) -> Mail:
        """Tell once more when it is, what to have ready and where to click."""

    def cancellation(
        self, voice: Voice, appointment: Appointment, regret: str | None = None, next_free: datetime | None = None
    ) -> Mail:
        """Tell that the appointment will not take place, why if the town calls it off, and when it could instead."""

    def address_to_confirm(self, voice: Voice, hold: Appointment, link: str) -> Mail:
        """Ask to prove the address by a link before the appointment is firm."""

    def links_again(self, voice: Voice, found: Sequence[tuple[Appointment, Links]], request_id: UUID) -> Mail:
        """Tell the links of all coming appointments of one address."""

    def calendar(self, tenant: Tenant, appointment: Appointment, links: Links) -> bytes:
        """Return the calendar file for a download."""

    def desk_calendar(self, tenant: Tenant, name: str, appointments: Sequence[Appointment]) -> bytes:
        """Return a desk's appointments as a calendar to subscribe to, without personal data."""


class WaitingLetters(Protocol):
    """Writes the mails of the waiting list; each carries the one link of its place."""

    def joined(self, voice: Voice, waiting: Waiting, link: str) -> Mail:
        """Tell that the wish is noted."""

    def offer(self, voice: Voice, waiting: Waiting, hold: Appointment, until: datetime, link: str) -> Mail:
        """Offer a time."""

    def ended(self, voice: Voice, waiting: Waiting) -> Mail:
        """Tell that the place is given up."""
