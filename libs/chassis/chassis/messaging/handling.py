"""Handles one message: envelope, tenant, inbox and effect in one transaction, with span, metrics and log line."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from opentelemetry.trace import SpanKind
from structlog.contextvars import bound_contextvars

from chassis.envelope import EventCatalogue, Received, unseal
from chassis.messaging.delivery import Outcome
from chassis.persistence import inbox
from chassis.persistence.unit_of_work import WorkFactory
from chassis.telemetry import metrics
from chassis.telemetry.traces import CORRELATION, span
from chassis.tenancy import TenantDirectory


@dataclass(frozen=True)
class Handling:
    """Everything one handler needs to handle its event."""

    queue: str
    event_name: str
    snapshot: bool
    handle: Callable[[Any, Any], None]
    work: WorkFactory[Any]
    tenants: TenantDirectory
    catalogue: EventCatalogue

    def __call__(self, body: bytes | str) -> Outcome:
        """Handle a message and say what became of it; an exception means that nothing has changed."""
        received = unseal(body, self.catalogue)
        service = self.work.service
        attributes = {
            "tenant": received.tenant,
            "messaging.system": "rabbitmq",
            "messaging.destination.name": self.queue,
            "messaging.message.id": str(received.id),
            CORRELATION: received.correlation_id,
        }
        began = time.monotonic()
        with (
            span(
                f"{self.event_name} process",
                kind=SpanKind.CONSUMER,
                parent=received.traceparent,
                attributes=attributes,
            ),
            bound_contextvars(tenant=received.tenant, correlation_id=received.correlation_id),
        ):
            outcome = self._once(received)
        metrics.EVENT_DURATION.labels(service, self.event_name).observe(time.monotonic() - began)
        delay = (datetime.now(UTC) - received.time).total_seconds()
        metrics.EVENT_DELAY.labels(service, self.event_name).observe(max(delay, 0))
        return outcome

    def _once(self, received: Received[Any]) -> Outcome:
        tenant = self.tenants.by_key(received.tenant)
        with self.work(tenant, str(received.id)) as unit:
            if not inbox.first_time(unit.connection, self.queue, received):
                return Outcome.DUPLICATE
            if self.snapshot and not inbox.newest(unit.connection, self.queue, received):
                return Outcome.SUPERSEDED
            self.handle(unit, received)
        return Outcome.HANDLED
