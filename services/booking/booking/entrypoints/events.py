"""What booking hears."""

from booking.use_cases.finish_appointment import finish_appointment, miss_appointment
from booking.use_cases.note_tariff import note_tariff
from booking.use_cases.ports import BookingUnit
from chassis.envelope import Received
from chassis.messaging.subscriptions import Subscriptions
from contracts.billing import TariffPublished
from contracts.video import ConsultationEnded, ConsultationMissed

heard = Subscriptions("booking")


@heard.subscribe(ConsultationEnded)
def consultation_ended(unit: BookingUnit, received: Received[ConsultationEnded]) -> None:
    """Note that the appointment took place."""
    finish_appointment(unit, received.event.appointment_id)


@heard.subscribe(ConsultationMissed)
def consultation_missed(unit: BookingUnit, received: Received[ConsultationMissed]) -> None:
    """Note that the citizen did not come."""
    miss_appointment(unit, received.event.appointment_id, received.event.missed_at)


@heard.subscribe(TariffPublished)
def tariff_published(unit: BookingUnit, received: Received[TariffPublished]) -> None:
    """Keep the fees that citizens see before they book."""
    note_tariff(unit, received.event)
