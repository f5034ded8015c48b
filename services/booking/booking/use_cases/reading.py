"""What goes out by mail, told in the language in which its reader booked, where the town has translated it."""

from dataclasses import replace

from booking.domain.appointment import Appointment
from booking.use_cases.ports import BookingUnit


def for_its_reader(unit: BookingUnit, appointment: Appointment) -> Appointment:
    """Return the appointment with the names and documents of its procedures as its reader's pages show them.

    What was booked stays as it was: the mail alone is written from this.
    """
    language = appointment.booked_by.mail_language
    told = {one.key: one.words(language) for one in unit.catalogue.procedures if language in one.translations}
    items = tuple(
        replace(item, name=told[item.procedure].name, documents=tuple(told[item.procedure].documents))
        if item.procedure in told
        else item
        for item in appointment.items
    )
    return replace(appointment, items=items)
