"""When the waiting room of an appointment is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Opening:
    """From when until when the room is open."""

    opens: datetime
    closes: datetime

    def contains(self, moment: datetime) -> bool:
        """Whether the room is open at `moment`."""
        return self.opens <= moment < self.closes


@dataclass(frozen=True)
class RoomHours:
    """How long before and after the agreed time the room is open, as the town has set it."""

    before: timedelta = timedelta(minutes=15)
    after: timedelta = timedelta(hours=2)

    def opening(self, begins_at: datetime) -> Opening:
        """Return the opening for an appointment that begins at `begins_at`."""
        return Opening(begins_at - self.before, begins_at + self.after)
