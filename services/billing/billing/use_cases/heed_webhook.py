"""Take a provider's webhook as a hint to look by ourselves."""

from typing import Any

from billing.use_cases.jobs import FOLLOW_PAYMENT
from billing.use_cases.ports import BillingUnit


def heed_webhook(unit: BillingUnit, told: dict[str, Any]) -> bool:
    """Have the payment re-read at once that the webhook is about; nothing else in it is believed."""
    order_id = order_of(told)
    payment = unit.payments.by_order(order_id) if order_id else None
    if payment is None or payment.state != "started":
        return False
    unit.schedule(FOLLOW_PAYMENT, payment.id, unit.clock())
    return True


def order_of(told: dict[str, Any]) -> str | None:
    """Return the order that a webhook names, whether it is about the order or about its capture."""
    resource = told.get("resource")
    if not isinstance(resource, dict):
        return None
    if told.get("resource_type") == "checkout-order":
        found = resource.get("id")
    else:
        related = resource.get("supplementary_data") or {}
        ids = related.get("related_ids") if isinstance(related, dict) else None
        found = ids.get("order_id") if isinstance(ids, dict) else None
    return found if isinstance(found, str) else None
