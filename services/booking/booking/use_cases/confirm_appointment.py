"""A citizen confirms: the hold becomes an appointment, and all services hear of it."""

from uuid import UUID

from booking.domain.appointment import Appointment, Citizen, confirm
from booking.domain.errors import UnknownAppointment
from booking.domain.party import Person
from booking.use_cases.access import grant_access, links
from booking.use_cases.answer_offer import note_booked
from booking.use_cases.hold_time import RELEASE_HOLD
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.reading import for_its_reader
from booking.use_cases.remind_citizen import plan_reminder
from contracts.booking import AppointmentConfirmed
from contracts.parts import Attendee, BookedProcedure, Contact


def confirm_appointment(unit: BookingUnit, hold_id: UUID, citizen: Citizen, ports: BookingPorts) -> Appointment:
    """Make the hold firm, tell the other services and write to the citizen; a second click changes nothing.

    Raises:
        UnknownAppointment: if the hold is gone.
        HoldExpired: if it waited too long.
    """
    hold = unit.appointments.claim(hold_id)
    if hold is None or hold.is_set_aside:
        raise UnknownAppointment(str(hold_id))
    if hold.state == "confirmed" and hold.citizen == citizen:
        return hold
    appointment = confirm(hold, citizen, unit.clock())
    unit.appointments.save(appointment)
    unit.unschedule(RELEASE_HOLD, appointment.id)
    note_booked(unit, appointment)
    plan_reminder(unit, appointment)
    unit.record(_confirmed(unit, appointment, citizen, ports))
    if citizen.email:
        told = for_its_reader(unit, appointment)
        unit.send(ports.letters.confirmation(unit, told, links(unit.tenant, appointment, ports.keys)))
    return appointment


def _confirmed(
    unit: BookingUnit, appointment: Appointment, citizen: Citizen, ports: BookingPorts
) -> AppointmentConfirmed:
    slot = appointment.slot
    return AppointmentConfirmed(
        appointment_id=appointment.id,
        number=appointment.number,
        begins_at=appointment.begins_at,
        ends_at=appointment.ends_at,
        office=slot.office,
        office_name=unit.catalogue.office_of(slot.office).name,
        desk=slot.desk,
        procedures=tuple(
            BookedProcedure(
                item_id=item.id, procedure=item.procedure, name=item.name, identity_level=item.identity_level
            )
            for item in appointment.items
        ),
        contact=Contact(
            given_names=citizen.given_names,
            family_name=citizen.family_name,
            email=citizen.email,
            phone=citizen.phone,
            language=citizen.language,
            mail_language=citizen.mail_language,
        ),
        access=grant_access(unit, appointment, ports.keys),
        interpreter=citizen.interpreter,
        walk_in=appointment.walk_in,
        sign_language=citizen.sign_language,
        needs=citizen.needs,
        companions=tuple(map(_attendee, citizen.companions)),
        represents=citizen.represents,
        represented=_attendee(citizen.represented) if citizen.represented else None,
    )


def _attendee(person: Person) -> Attendee:
    return Attendee(given_names=person.given_names, family_name=person.family_name, minor=person.minor)
