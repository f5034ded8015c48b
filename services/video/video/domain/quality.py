"""How a minute of a call was, as one side measured it: numbers alone, never an address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Happening = Literal["connected", "failed", "restart", "renew", "telephone"]


@dataclass(frozen=True)
class Minute:
    """One side's measurement over about a minute (W3C WebRTC statistics)."""

    round_trip_seconds: float
    loss: float
    frames_per_second: float
    width: int
    relayed: bool
    freezes: int


@dataclass(frozen=True)
class Measured:
    """A minute with its side and moment, as it is kept."""

    kind: str
    at: datetime
    minute: Minute


@dataclass(frozen=True)
class CallQuality:
    """A whole call in numbers, over all its sides."""

    consultation_id: UUID
    started_at: datetime | None
    minutes: int
    round_trip_seconds: float
    worst_loss: float
    freezes: int
    relayed: bool
