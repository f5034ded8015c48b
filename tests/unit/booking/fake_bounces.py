"""Returned mails in memory."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from booking.domain.bounce import Bounce


@dataclass
class FakeBounces:
    """Keeps them in a dictionary; `sent` is to whom mails went."""

    sent: dict[UUID, str] = field(default_factory=dict)
    kept: dict[UUID, Bounce] = field(default_factory=dict)

    def recipient(self, mail_id: UUID) -> str | None:
        """Return to whom it went."""
        return self.sent.get(mail_id)

    def note(self, one: Bounce) -> None:
        """Keep it."""
        self.kept[one.appointment_id] = one

    def open(self) -> tuple[Bounce, ...]:
        """Return all."""
        return tuple(self.kept.values())

    def close(self, appointment_id: UUID, now: datetime) -> bool:
        """Forget it."""
        return self.kept.pop(appointment_id, None) is not None
