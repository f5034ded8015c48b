"""People send messages again: one, or all that an endpoint did not take. The receiver knows them by their id."""

from uuid import UUID

from fulfilment.domain.errors import DeliveryUnknown
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.tell_webhooks import DELIVER


def replay_webhook(unit: FulfilmentUnit, delivery_id: UUID, actor: str) -> None:
    """Send one message again, whatever became of it, or raise `DeliveryUnknown`."""
    delivery = unit.webhooks.find(delivery_id)
    if delivery is None:
        raise DeliveryUnknown(str(delivery_id))
    again = delivery.again(unit.clock())
    unit.webhooks.save(again)
    unit.schedule(DELIVER, again.id, unit.clock())
    unit.audit("replay-webhook", again.id, actor)


def replay_failed(unit: FulfilmentUnit, endpoint: str, actor: str) -> int:
    """Send again what an endpoint did not take, the oldest first, and return how many messages that is."""
    failed = unit.webhooks.failed(endpoint)
    for delivery in failed:
        replay_webhook(unit, delivery.id, actor)
    return len(failed)
