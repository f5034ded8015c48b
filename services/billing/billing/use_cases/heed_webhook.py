"""Take a provider's webhook as a hint to look by ourselves."""

from typing import Any
from uuid import UUID, uuid5

from billing.domain.payment import Payment
from billing.use_cases.jobs import FOLLOW_PAYMENT
from billing.use_cases.ports import BillingUnit
from chassis.limits import Limit

ACTOR = "paypal"
REFUSALS_FOR_REASON = Limit("refused-webhook", 100)
_NAMESPACE = UUID("7c2b3a0d-2d0e-5b0f-8a51-9b3d6a54c0de")


def heed_webhook(unit: BillingUnit, transmission: str, told: dict[str, Any]) -> bool:
    """Have the payment re-read at once that the webhook is about; nothing else in it is believed.

    A transmission that was heard before, and an event that came by another one, are not heard again.
    """
    subject = uuid5(_NAMESPACE, transmission)
    event = told.get("id")
    if not unit.payments.hear(transmission, event if isinstance(event, str) else transmission):
        unit.audit("webhook heard before", subject, ACTOR)
        return False
    order_id = order_of(told)
    payment = unit.payments.by_order(order_id) if order_id else _of_capture(unit, told)
    if payment is None or payment.state not in ("started", "captured"):
        return False
    if told.get("resource_type") == "dispute":
        unit.audit("dispute at PayPal", payment.id, ACTOR)
    unit.schedule(FOLLOW_PAYMENT, payment.id, unit.clock())
    return True


def refuse_webhook(unit: BillingUnit, transmission: str, why: str) -> None:
    """Keep that a message pretended to be the provider's; the body is not kept.

    Anybody can send these, so each reason has its own limit: a flood of one neither fills the audit, which is never
    deleted, nor hides what is refused for another reason meanwhile. What is beyond it stands in the log alone.
    """
    if not unit.limits.allows(REFUSALS_FOR_REASON, why):
        return
    unit.audit(f"webhook refused: {why}", uuid5(_NAMESPACE, transmission), ACTOR)


def _of_capture(unit: BillingUnit, told: dict[str, Any]) -> Payment | None:
    """Return the payment whose money a dispute or a refund is about, since neither names the order."""
    resource = told.get("resource")
    if not isinstance(resource, dict):
        return None
    capture = _refunded(resource) if told.get("resource_type") == "refund" else _disputed(resource)
    return unit.payments.by_capture(capture) if isinstance(capture, str) else None


def _disputed(resource: dict[str, Any]) -> object:
    disputed = resource.get("disputed_transactions")
    first = disputed[0] if isinstance(disputed, list) and disputed else None
    return first.get("seller_transaction_id") if isinstance(first, dict) else None


def _refunded(resource: dict[str, Any]) -> object:
    """Return the id at the end of the link that leads up from a refund to its capture."""
    links = resource.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "up":
            return str(link.get("href")).rpartition("/captures/")[2]
    return None


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
