"""What fulfilment hears."""

from chassis.envelope import Received
from chassis.messaging.subscriptions import Subscriptions
from contracts.billing import ChargeSettled, InvoicePaid, PaymentRefunded
from contracts.booking import (
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentMissed,
    AppointmentRescheduled,
)
from contracts.identity import CheckRejected, CheckRevoked, CheckVerified
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.open_cases import open_cases
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.reject_identity import reject_identity
from fulfilment.use_cases.reschedule_appointment import reschedule_appointment
from fulfilment.use_cases.settle_case import note_money, settle_case
from fulfilment.use_cases.withdraw_cases import withdraw_cases

heard = Subscriptions("fulfilment")


@heard.subscribe(AppointmentConfirmed)
def appointment_confirmed(unit: FulfilmentUnit, received: Received[AppointmentConfirmed]) -> None:
    """Open one case for each booked procedure."""
    open_cases(unit, received.event)


@heard.subscribe(AppointmentRescheduled)
def appointment_rescheduled(unit: FulfilmentUnit, received: Received[AppointmentRescheduled]) -> None:
    """Follow the appointment to its new time."""
    reschedule_appointment(unit, received.event)


@heard.subscribe(AppointmentCancelled)
def appointment_cancelled(unit: FulfilmentUnit, received: Received[AppointmentCancelled]) -> None:
    """Withdraw what can still be withdrawn."""
    withdraw_cases(unit, received.event.appointment_id, "cancelled")


@heard.subscribe(AppointmentMissed)
def appointment_missed(unit: FulfilmentUnit, received: Received[AppointmentMissed]) -> None:
    """Withdraw what can still be withdrawn."""
    withdraw_cases(unit, received.event.appointment_id, "missed")


@heard.subscribe(CheckVerified)
def check_verified(unit: FulfilmentUnit, received: Received[CheckVerified]) -> None:
    """Take over who the person is."""
    accept_identity(unit, received.event)


@heard.subscribe(CheckRejected)
def check_rejected(unit: FulfilmentUnit, received: Received[CheckRejected]) -> None:
    """Send the cases another way."""
    reject_identity(unit, received.event.appointment_id, received.event.reason, received.event.rejected_at)


@heard.subscribe(CheckRevoked)
def check_revoked(unit: FulfilmentUnit, received: Received[CheckRevoked]) -> None:
    """Stop what has not left the house."""
    reject_identity(unit, received.event.appointment_id, received.event.reason, received.event.revoked_at)


@heard.subscribe(ChargeSettled)
def charge_settled(unit: FulfilmentUnit, received: Received[ChargeSettled]) -> None:
    """Let the case go on."""
    settle_case(unit, received.event)


@heard.subscribe(InvoicePaid)
def invoice_paid(unit: FulfilmentUnit, received: Received[InvoicePaid]) -> None:
    """Remember that nothing is owed any more."""
    note_money(unit, received.event.case_id, "paid")


@heard.subscribe(PaymentRefunded)
def payment_refunded(unit: FulfilmentUnit, received: Received[PaymentRefunded]) -> None:
    """Remember that the money went back."""
    note_money(unit, received.event.case_id, "refunded")
