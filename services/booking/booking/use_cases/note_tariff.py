"""Billing has published the town's fees, which citizens want to know before they book."""

from booking.domain.fees import Fee, Tariff
from booking.use_cases.ports import BookingUnit
from contracts.billing import TariffPublished


def note_tariff(unit: BookingUnit, published: TariffPublished) -> None:
    """Keep the fees from the day on which they are valid."""
    fees = tuple(Fee(price.procedure, price.delivery, price.amount, price.explanation) for price in published.prices)
    unit.tariffs.keep(Tariff(published.tariff_id, published.valid_from, fees))
