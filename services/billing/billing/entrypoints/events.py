"""What billing hears."""

from billing.use_cases import assess_charge as assessing
from billing.use_cases import close_appointment as closing
from billing.use_cases import move_appointment as moving
from billing.use_cases import note_appointment as noting
from billing.use_cases.ports import BillingUnit
from billing.use_cases.void_charge import close_case
from chassis.envelope import Received
from chassis.messaging.subscriptions import Subscriptions
from contracts.booking import AppointmentCancelled, AppointmentConfirmed, AppointmentRescheduled
from contracts.fulfilment import CaseFailed, CaseSubmitted, CaseWithdrawn

heard = Subscriptions("billing")


@heard.subscribe(AppointmentConfirmed)
def note_appointment(unit: BillingUnit, received: Received[AppointmentConfirmed]) -> None:
    """Keep contact and access."""
    noting.note_appointment(unit, received.event)


@heard.subscribe(AppointmentRescheduled)
def move_appointment(unit: BillingUnit, received: Received[AppointmentRescheduled]) -> None:
    """Follow the new time and access."""
    moving.move_appointment(unit, received.event)


@heard.subscribe(AppointmentCancelled)
def close_appointment(unit: BillingUnit, received: Received[AppointmentCancelled]) -> None:
    """Close access and void charges."""
    closing.close_appointment(unit, received.event)


@heard.subscribe(CaseSubmitted)
def assess_charge(unit: BillingUnit, received: Received[CaseSubmitted]) -> None:
    """Say what the case costs."""
    assessing.assess_charge(unit, received.event)


@heard.subscribe(CaseWithdrawn)
def withdraw_case(unit: BillingUnit, received: Received[CaseWithdrawn]) -> None:
    """Void what a withdrawn case costs."""
    close_case(unit, received.event.case_id, "case withdrawn", received.event.withdrawn_at)


@heard.subscribe(CaseFailed)
def fail_case(unit: BillingUnit, received: Received[CaseFailed]) -> None:
    """Void what a failed case costs; what was paid goes back."""
    close_case(unit, received.event.case_id, "case failed", received.event.failed_at)
