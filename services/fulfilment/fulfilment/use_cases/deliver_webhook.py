"""A waiting message goes to its endpoint; what is not taken is tried again, and no transaction is open meanwhile."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.unit import Work
from fulfilment.domain.webhook import REST, Answer, Delivery, Endpoint
from fulfilment.use_cases.outside import Outside
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.tell_webhooks import DELIVER

NO_ENDPOINT = "no-endpoint"


def deliver_webhook(work: Work[FulfilmentUnit], outside: Outside, delivery_id: UUID) -> None:
    """Try one message once."""
    with work() as unit:
        town, now = unit.tenant.key, unit.clock()
        delivery = unit.webhooks.find(delivery_id)
        if delivery is None or delivery.state != "waiting":
            return
        endpoint = unit.catalogue.webhooks.get(delivery.endpoint)
        if endpoint is not None and _has_to_wait(unit, delivery, endpoint, now):
            unit.webhooks.save(replace(delivery, next_at=now + REST))
            unit.schedule(DELIVER, delivery.id, now + REST)
            return
    answer = Answer(None, NO_ENDPOINT) if endpoint is None else outside.webhooks(town, endpoint, delivery, now)
    with work() as unit:
        known = unit.webhooks.find(delivery_id)
        if known is None:
            return
        told = known.answered(answer, unit.clock())
        if endpoint is None:
            told = replace(told, state="failed", next_at=None)
        unit.webhooks.save(told)
        if told.next_at is not None:
            unit.schedule(DELIVER, told.id, told.next_at)


def _has_to_wait(unit: FulfilmentUnit, delivery: Delivery, endpoint: Endpoint, now: datetime) -> bool:
    """Say whether the endpoint is paused, or has just failed at another message."""
    return endpoint.paused or unit.webhooks.failed_since(delivery.endpoint, now - REST, but=delivery.id)
