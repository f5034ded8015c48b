"""The composition root of booking: the only file that knows which concrete classes play together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from pydantic import BaseModel

from booking.adapters.altcha_proofs import AltchaProofs
from booking.adapters.crowd import Crowd
from booking.adapters.holdings import HOLDINGS
from booking.adapters.invariants import INVARIANTS
from booking.adapters.letters import MailedLetters
from booking.adapters.search_counts import SearchCounts
from booking.adapters.unit import PostgresBookingUnit
from booking.adapters.usage import USAGE
from booking.adapters.waiting_letters import MailedWaitingLetters
from booking.domain.catalogue import Section
from booking.domain.wording import LETTERS
from booking.entrypoints.events import heard
from booking.entrypoints.jobs import due
from booking.settings import BookingSettings
from booking.use_cases.foresee_hours import foresee_hours
from booking.use_cases.note_bounce import note_bounce
from booking.use_cases.ports import BookingPorts
from booking.use_cases.sample_letters import sample_letters
from chassis.mail.returned import MaildirOfReturnedMails
from chassis.mounted_keys import MountedKeys
from chassis.service import Service
from contracts.catalogue import Catalogue

if TYPE_CHECKING:
    from flask import Blueprint
    from flask_openapi3 import APIBlueprint


# What a crowd asks on the day on which new times are released.
RATIONED = (
    "choosing.times",
    "choosing.hold",
    "details.other_times",
    "details.exchange",
    "booking_api.times",
    "booking_api.hold",
)

# What nobody may begin while the town rests; to move or cancel an appointment is no beginning.
BEGINNINGS = (
    "choosing.procedures",
    "choosing.times",
    "choosing.hold",
    "waiting_list.ask",
    "waiting_list.join",
    "waiting_list.accept",
    "knocking.enter",
    "booking_by_staff.choose",
    "booking_by_staff.times",
    "booking_by_staff.hold",
    "booking_api.times",
    "booking_api.hold",
)


def _ports(settings: BookingSettings) -> BookingPorts:
    folder = settings.returned_mail_dir
    return BookingPorts(
        keys=MountedKeys(settings.secrets),
        letters=MailedLetters(),
        waiting_letters=MailedWaitingLetters(),
        proofs=AltchaProofs(settings.secrets),
        searches=SearchCounts(),
        crowd=Crowd(),
        returned=MaildirOfReturnedMails(folder) if folder else None,
    )


def _blueprints() -> "Sequence[Blueprint]":
    """Return the pages; imported here, so that no other process than `web` loads them."""
    from booking.entrypoints.web import blueprints

    return blueprints()


def _apis() -> "Sequence[APIBlueprint]":
    from booking.entrypoints.api import api
    from booking.entrypoints.api_of_appointments import api as api_of_appointments

    return (api, api_of_appointments)


def _foresee(unit: PostgresBookingUnit, section: BaseModel) -> Sequence[str]:
    """Say what new hours would do to booked appointments."""
    return foresee_hours(unit, cast("Section", section))


service = Service(
    name="booking",
    settings=BookingSettings,
    unit=PostgresBookingUnit,
    section=Section,
    catalogue=Catalogue(),
    subscriptions=heard,
    due_work=due,
    holdings=HOLDINGS,
    invariants=INVARIANTS,
    usage=USAGE,
    letters=LETTERS,
    sample_letters=sample_letters,
    foresee=_foresee,
    ports=_ports,
    blueprints=_blueprints,
    apis=_apis,
    mail_refused=note_bounce,
    rationed=RATIONED,
    beginnings=BEGINNINGS,
)
