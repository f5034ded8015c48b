"""Messages to a town's own program, in memory."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fulfilment.domain.webhook import Delivery


@dataclass
class FakeWebhooks:
    """Messages in a dictionary, in the order in which they were written."""

    rows: dict[UUID, Delivery] = field(default_factory=dict)

    def add(self, delivery: Delivery) -> None:
        self.rows[delivery.id] = delivery

    save = add

    def find(self, delivery_id: UUID) -> Delivery | None:
        return self.rows.get(delivery_id)

    def newest(self, limit: int) -> tuple[Delivery, ...]:
        return tuple(reversed(self.rows.values()))[:limit]

    def failed(self, endpoint: str) -> tuple[Delivery, ...]:
        return tuple(one for one in self.rows.values() if one.endpoint == endpoint and one.state == "failed")

    def counts(self) -> Counter[tuple[str, str]]:
        return Counter((one.endpoint, one.state) for one in self.rows.values())

    def failed_since(self, endpoint: str, moment: datetime, *, but: UUID) -> bool:
        others = [one for one in self.rows.values() if one.endpoint == endpoint and one.id != but]
        tried = {one.tried_at: one for one in others if one.tried_at is not None and one.tried_at > moment}
        return bool(tried) and tried[max(tried)].state != "delivered"
