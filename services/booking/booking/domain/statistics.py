"""Figures of appointments without persons: small counts are not told, since in a small town they are somebody."""

from dataclasses import dataclass
from typing import Literal

Group = Literal["procedure", "weekday", "hour", "desk"]
SMALLEST = 5
"""Counts below are told as "fewer than 5", and nothing is derived from them."""


@dataclass(frozen=True)
class Figures:
    """What happened to the appointments of one group; hours are from booking to beginning, `None` if unknown."""

    key: str
    booked: int
    missed: int
    ended: int
    lead_hours: float | None

    @property
    def is_told(self) -> bool:
        """Tell whether there are enough appointments to speak of."""
        return self.booked >= SMALLEST

    @property
    def missed_percent(self) -> int | None:
        """Of those that are over, how many nobody came to; `None` where either count would be about few people."""
        few = 0 < self.missed < SMALLEST or 0 < self.ended - self.missed < SMALLEST
        return None if few or self.ended < SMALLEST else round(100 * self.missed / self.ended)

    @property
    def lead_days(self) -> float | None:
        """How many days before people book, on average."""
        return None if not self.is_told or self.lead_hours is None else round(self.lead_hours / 24, 1)
