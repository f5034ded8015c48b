"""What billing keeps of an appointment: its number, who booked it, and whether it still stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """Billing's copy of an appointment."""

    id: UUID
    number: str
    begins_at: datetime
    contact_name: str
    contact_email: str | None
    cancelled_at: datetime | None = None
