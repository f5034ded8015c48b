"""What shows that a browser has worked before it takes a time."""

from datetime import datetime
from typing import Protocol

from chassis.tenancy import Tenant


class Proofs(Protocol):
    """Sets tasks that cost a browser a moment, and recognises their solutions."""

    def task(self, tenant: Tenant, now: datetime) -> dict[str, str | int]:
        """Return a new task for one browser."""

    def solved(self, tenant: Tenant, proof: str) -> str | None:
        """Return by which mark the solved task is known, or nothing if it is not solved, not ours or too old."""
