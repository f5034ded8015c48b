"""What the audit tells: rows as people read them, and whether the chain holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Noted:
    """Who did what to which check and when, with the details that are still there."""

    at: datetime
    actor: str
    action: str
    subject: UUID
    details: dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What verifying found: rows, the digest of the newest, the first broken place, and how many details are wrong."""

    rows: int
    head: str
    broken_at: int | None = None
    exchanged: int = 0

    @property
    def sound(self) -> bool:
        """Nothing was changed, exchanged or left out."""
        return self.broken_at is None and not self.exchanged
