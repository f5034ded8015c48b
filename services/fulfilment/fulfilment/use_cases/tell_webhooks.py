"""Every case event waits for the endpoints that want it, in the transaction that records the event."""

import json
from uuid import UUID, uuid4

from contracts.event import encode, type_of
from fulfilment.domain.errors import EndpointUnknown
from fulfilment.domain.webhook import PROBE, Delivery
from fulfilment.use_cases.ports import FulfilmentUnit

DELIVER = "deliver-webhook"


def tell_webhooks(unit: FulfilmentUnit, event: object) -> None:
    """Write one message for each endpoint that wants this event."""
    kind = type_of(event)
    told = kind.name.removeprefix("fulfilment.")
    for name, endpoint in unit.catalogue.webhooks.items():
        if told in endpoint.events:
            _write(unit, name, kind.type, encode(event), getattr(event, "appointment_id", None))


def probe_endpoint(unit: FulfilmentUnit, endpoint: str, actor: str) -> None:
    """Send a message that is about nobody, so that a town sees whether its program hears us."""
    if endpoint not in unit.catalogue.webhooks:
        raise EndpointUnknown(endpoint)
    made = _write(unit, endpoint, f"de.buergerbuero.fulfilment.{PROBE}.v1", {"endpoint": endpoint}, None)
    unit.audit("probe-webhook", made, actor)


def _write(unit: FulfilmentUnit, endpoint: str, kind: str, data: object, appointment_id: UUID | None) -> UUID:
    now = unit.clock()
    body = json.dumps({"type": kind, "timestamp": now.isoformat(), "data": data}, ensure_ascii=False)
    made = Delivery(
        id=uuid4(),
        endpoint=endpoint,
        type=kind,
        body=body,
        created_at=now,
        next_at=now,
        appointment_id=appointment_id,
    )
    unit.webhooks.add(made)
    unit.schedule(DELIVER, made.id, now)
    return made.id
