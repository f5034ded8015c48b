"""Say what procedures cost, so that booking can show it before anyone books."""

from uuid import UUID, uuid5

from billing.domain.section import Tariff
from billing.domain.tariff import tariffs_to_publish
from billing.use_cases.ports import BillingUnit
from contracts.billing import Price, TariffPublished

_NAMESPACE = UUID("c9b1a7c2-66f2-5c0f-86f0-0f8d1d2f5a10")


def publish_tariff(unit: BillingUnit) -> None:
    """Publish the tariff in force and those to come; called after every import of the catalogue."""
    today = unit.clock().astimezone(unit.tenant.zone).date()
    for tariff in tariffs_to_publish(unit.catalogue.tariffs, today):
        unit.record(_published(unit.tenant.key, tariff))


def _published(tenant: str, tariff: Tariff) -> TariffPublished:
    prices = (
        Price(procedure=fee.procedure, delivery=delivery, amount=fee.amount, explanation=fee.explanation)
        for fee in tariff.fees
        for delivery in fee.deliveries
    )
    identity = uuid5(_NAMESPACE, f"{tenant}|{tariff.valid_from}")
    return TariffPublished(tariff_id=identity, valid_from=tariff.valid_from, prices=tuple(prices))
