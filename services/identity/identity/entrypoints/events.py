"""What identity hears."""

from chassis.envelope import Received
from chassis.messaging.subscriptions import Subscriptions
from contracts.booking import AppointmentCancelled, AppointmentConfirmed, AppointmentRescheduled
from contracts.video import ConsultationEnded, ConsultationMissed, ConsultationStarted
from identity.use_cases import follow_appointment, follow_consultation, open_check
from identity.use_cases.ports import IdentityUnit

heard = Subscriptions("identity")


@heard.subscribe(AppointmentConfirmed)
def appointment_confirmed(unit: IdentityUnit, received: Received[AppointmentConfirmed]) -> None:
    """Open the check."""
    open_check.open_check(unit, received.event)


@heard.subscribe(AppointmentRescheduled)
def appointment_rescheduled(unit: IdentityUnit, received: Received[AppointmentRescheduled]) -> None:
    """Move the check."""
    follow_appointment.move_check(unit, received.event)


@heard.subscribe(AppointmentCancelled)
def appointment_cancelled(unit: IdentityUnit, received: Received[AppointmentCancelled]) -> None:
    """Close the check and its doors."""
    follow_appointment.close_check(unit, received.event)


@heard.subscribe(ConsultationStarted)
def consultation_started(unit: IdentityUnit, received: Received[ConsultationStarted]) -> None:
    """Let the clerk begin."""
    follow_consultation.begin_check(unit, received.event)


@heard.subscribe(ConsultationEnded)
def consultation_ended(unit: IdentityUnit, received: Received[ConsultationEnded]) -> None:
    """Stop the check."""
    follow_consultation.end_check(unit, received.event)


@heard.subscribe(ConsultationMissed)
def consultation_missed(unit: IdentityUnit, received: Received[ConsultationMissed]) -> None:
    """Close the check."""
    follow_consultation.drop_check(unit, received.event)
