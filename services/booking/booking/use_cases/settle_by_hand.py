"""A clerk notes how an appointment ended where no video consultation tells: missed, come too late, or done."""

from typing import Literal
from uuid import UUID

from booking.domain.errors import TooLate, TooSoon, UnknownAppointment
from booking.use_cases.finish_appointment import finish_appointment, miss_appointment
from booking.use_cases.ports import BookingUnit

Outcome = Literal["missed", "late", "done"]


def settle_by_hand(unit: BookingUnit, appointment_id: UUID, outcome: Outcome, actor: str) -> None:
    """Note the outcome and who did it; a second click changes nothing.

    Raises:
        UnknownAppointment: if there is none.
        TooSoon: if it has not begun.
        TooLate: if it ended otherwise already.
    """
    found, now = unit.appointments.claim(appointment_id), unit.clock()
    if found is None:
        raise UnknownAppointment(str(appointment_id))
    if found.outcome == outcome:
        return
    if found.state != "confirmed":
        raise TooLate(found.number)
    if now < found.begins_at:
        raise TooSoon(found.number)
    if outcome in ("missed", "late"):
        miss_appointment(unit, appointment_id, now, came_late=outcome == "late")
    else:
        finish_appointment(unit, appointment_id)
    unit.audit(f"noted appointment as {outcome}", appointment_id, actor)
