"""A waiting list in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from booking.domain.slot import Slot
from booking.domain.waiting import Waiting


@dataclass
class FakeWaiting:
    """Keeps the line in a dictionary, in the order of coming."""

    kept: dict[UUID, Waiting] = field(default_factory=dict)

    def add(self, one: Waiting) -> None:
        """Keep a place."""
        self.kept[one.id] = one

    save = add

    def remove(self, waiting_id: UUID) -> None:
        """Drop it."""
        self.kept.pop(waiting_id, None)

    def find(self, waiting_id: UUID) -> Waiting | None:
        """Return it."""
        return self.kept.get(waiting_id)

    claim = find

    def of_hold(self, hold_id: UUID) -> Waiting | None:
        """Return whom the hold was offered to."""
        return next((one for one in self.kept.values() if one.hold == hold_id), None)

    def anybody(self) -> bool:
        """Tell whether somebody waits."""
        return any(one.hold is None for one in self.kept.values())

    def in_line_for(self, slot: Slot) -> Iterator[Waiting]:
        """Yield whom it suits."""
        zone = ZoneInfo("Europe/Berlin")
        yield from [one for one in self.kept.values() if one.hold is None and one.would_take(slot, zone)]

    def served_by(self, appointment_id: UUID, address: str, procedures: Sequence[str]) -> list[UUID]:
        """Return who needs it no more."""
        return [
            one.id
            for one in self.kept.values()
            if one.hold == appointment_id
            or (one.email.lower() == address and set(one.wish.procedures) <= set(procedures))
        ]
