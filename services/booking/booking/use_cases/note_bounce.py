"""A mail came back: every coming appointment of its address becomes a clerk's task."""

from datetime import timedelta
from uuid import UUID

from booking.domain.bounce import Bounce
from booking.domain.errors import UnknownAppointment
from booking.domain.limit import same_address
from booking.use_cases.ports import BookingPorts, BookingUnit
from chassis.unit import Work

COLLECT_BOUNCES = "collect-bounces"
AGAIN_AFTER = timedelta(minutes=15)


def note_bounce(unit: BookingUnit, mail_id: UUID, status: str) -> None:
    """Open a task for each appointment; a mail that we never sent, or whose appointments are over, opens none."""
    recipient, now = unit.bounces.recipient(mail_id), unit.clock()
    if recipient is None:
        return
    for appointment in unit.appointments.coming_of(same_address(recipient), now):
        unit.bounces.note(Bounce(mail=mail_id, appointment_id=appointment.id, status=status, noted_at=now))


def collect_bounces(work: Work[BookingUnit], ports: BookingPorts, item: UUID) -> None:
    """Read the town's returned mails, each in a transaction of its own, and look again soon."""
    if ports.returned is None:
        return
    with work() as unit:
        town = unit.tenant.key
    for returned in ports.returned.take(town):
        with work() as unit:
            note_bounce(unit, returned.mail, returned.status)
    with work() as unit:
        unit.schedule(COLLECT_BOUNCES, item, unit.clock() + AGAIN_AFTER)


def close_bounce(unit: BookingUnit, appointment_id: UUID, actor: str) -> None:
    """Note that a clerk has found another way.

    Raises:
        UnknownAppointment: if there is no open task for it.
    """
    if not unit.bounces.close(appointment_id, unit.clock()):
        raise UnknownAppointment(str(appointment_id))
    unit.audit("looked after returned mail", appointment_id, actor)
