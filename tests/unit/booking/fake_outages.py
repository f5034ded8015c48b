"""Outages in memory."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.outage import Outage


@dataclass
class FakeOutages:
    """Keeps them in a dictionary, and looks at the appointments of the same unit."""

    appointments: dict[UUID, Appointment]
    kept: dict[UUID, Outage] = field(default_factory=dict)

    def keep(self, told: Outage) -> None:
        """Keep it."""
        self.kept[told.id] = told

    def find(self, outage_id: UUID) -> Outage | None:
        """Return it."""
        return self.kept.get(outage_id)

    def newest(self, count: int) -> tuple[Outage, ...]:
        """Return those told last."""
        return tuple(reversed(self.kept.values()))[:count]

    def met_by(self, told: Outage, now: datetime) -> tuple[Appointment, ...]:
        """Return the firm ones in its days at its desks."""
        return tuple(one for one in self.coming(now) if told.meets(one.slot))

    def holds_met_by(self, told: Outage) -> tuple[UUID, ...]:
        """Return the holds in its days at its desks."""
        held = (one for one in self.appointments.values() if one.state == "held" and told.meets(one.slot))
        return tuple(one.id for one in held)

    def called_off(self, told: Outage) -> tuple[Appointment, ...]:
        """Return those called off for it."""
        return _in_order(one for one in self.appointments.values() if one.outage == told.id)

    def coming(self, now: datetime) -> tuple[Appointment, ...]:
        """Return the firm ones to come."""
        return _in_order(one for one in self.appointments.values() if one.state == "confirmed" and one.begins_at > now)


def _in_order(found: Iterable[Appointment]) -> tuple[Appointment, ...]:
    return tuple(sorted(found, key=lambda one: (one.begins_at, one.slot.desk)))
