"""What a town's mails look like, told about Erika Mustermann and a time that nobody has booked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from booking.domain.appointment import Appointment, Citizen, Item
from booking.domain.catalogue import Section
from booking.domain.slot import Interval, Slot
from booking.domain.waiting import TimeWish, Waiting
from booking.use_cases.letter_ports import Links
from booking.use_cases.ports import BookingPorts
from chassis.languages.catalogues import in_language
from chassis.town.wording import Sample, Speaker

_NOBODY = UUID(int=0)
_ADDRESS = "erika.mustermann@example.org"


def sample_letters(voice: Speaker[Section], ports: BookingPorts, language: str) -> Mapping[str, Sequence[Sample]]:
    """Return each letter in a language, for every occasion on which it is sent."""
    write, tenant = ports.letters, voice.tenant
    booked = _booked(voice.catalogue, language)
    asked = in_language(language)
    links = Links(manage=tenant.url(f"termin/zugang/MUSTER{asked}"), join=tenant.url(f"gespraech{asked}#MUSTER"))
    until = booked.begins_at - timedelta(days=2)
    link, waits = tenant.url(f"termin/warteliste/MUSTER{asked}"), _waiting(booked, language)
    reason = "Der Sachbearbeiter ist erkrankt."
    return {
        "address_to_confirm": [
            Sample(write.address_to_confirm(voice, replace(booked, held_until=until), links.manage))
        ],
        "confirmation": [Sample(write.confirmation(voice, booked, links))],
        "change": [
            Sample(write.change(voice, booked, links), "wenn die Person selbst verschiebt"),
            Sample(write.change(voice, booked, links, by_town=True), "wenn Sie verschieben"),
        ],
        "reminder": [Sample(write.reminder(voice, booked, links))],
        "cancellation": [
            Sample(write.cancellation(voice, booked), "wenn die Person selbst absagt"),
            Sample(write.cancellation(voice, booked, reason, booked.begins_at + timedelta(days=1)), "wenn Sie absagen"),
        ],
        "links_again": [Sample(write.links_again(voice, [(booked, links)], _NOBODY))],
        "waiting_joined": [Sample(ports.waiting_letters.joined(voice, waits, link))],
        "waiting_offer": [Sample(ports.waiting_letters.offer(voice, waits, booked, until, link))],
        "waiting_ended": [Sample(ports.waiting_letters.ended(voice, waits))],
    }


def _booked(section: Section, language: str) -> Appointment:
    procedure = section.procedures[0]
    told = procedure.words(language)
    begins_at = datetime(datetime.now(UTC).year + 1, 3, 15, 10, tzinfo=UTC)
    time = Interval(begins_at, begins_at + timedelta(minutes=procedure.minutes))
    item = Item(
        id=_NOBODY,
        procedure=procedure.key,
        name=told.name,
        identity_level=procedure.identity_level,
        documents=tuple(told.documents),
    )
    office = section.offices[0]
    return Appointment(
        id=_NOBODY,
        number="MUSTER",
        key=_NOBODY,
        slot=Slot(office.key, office.desks[0].key, begins_at.date(), time),
        items=(item,),
        state="confirmed",
        citizen=Citizen(
            given_names="Erika", family_name="Mustermann", email=_ADDRESS, language="de", mail_language=language
        ),
    )


def _waiting(booked: Appointment, language: str) -> Waiting:
    return Waiting(
        id=_NOBODY,
        email=_ADDRESS,
        wish=TimeWish(procedures=booked.procedures, until=booked.slot.day),
        consented_at=booked.begins_at,
        mail_language=language,
    )
