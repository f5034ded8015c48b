"""Follow what happens to an appointment after it was booked."""

from uuid import UUID

from chassis.unit import TooEarly
from contracts.booking import AppointmentCancelled, AppointmentRescheduled
from identity.domain.check import Check, Status
from identity.domain.outcome import close
from identity.use_cases.keep_check import keep
from identity.use_cases.open_check import keep_access
from identity.use_cases.ports import IdentityUnit


def move_check(unit: IdentityUnit, moved: AppointmentRescheduled) -> None:
    """Note the new time and the new tokens; a check that was closed because nobody came waits again."""
    check = known_check(unit, moved.appointment_id)
    keep_access(unit, moved.appointment_id, moved.access)
    status = Status.WAITING if check.status is Status.CLOSED else check.status
    keep(unit, check, check.changed(begins_at=moved.begins_at, status=status))


def close_check(unit: IdentityUnit, cancelled: AppointmentCancelled) -> None:
    """Close the check and every door to it."""
    check = known_check(unit, cancelled.appointment_id)
    unit.access.revoke(cancelled.appointment_id)
    if not check.done:
        keep(unit, check, close(check))


def known_check(unit: IdentityUnit, appointment_id: UUID) -> Check:
    """Return the check to change, or wait until the appointment is known."""
    check = unit.checks.locked(appointment_id)
    if check is None:
        raise TooEarly(f"appointment {appointment_id} is not known yet")
    return check
