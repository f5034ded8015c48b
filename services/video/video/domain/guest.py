"""People who are asked into a call beside citizen and clerk: interpreters, and whom the citizen wants at their side."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal
from uuid import UUID

from video.domain.errors import NotPossible

GuestKind = Literal["interpreter", "sign_interpreter", "companion"]
MOST_PEOPLE = 4
"""In a mesh everybody sends to everybody: with five, a phone's upstream would not carry it (measured with four)."""
MOST_INVITATIONS = 6


class GuestState(StrEnum):
    """invited → waiting → admitted → removed; who is removed does not come back with the same link."""

    INVITED = "invited"
    WAITING = "waiting"
    ADMITTED = "admitted"
    REMOVED = "removed"


@dataclass(frozen=True)
class Guest:
    """One invitation to one consultation, and whoever came with it."""

    id: UUID
    consultation_id: UUID
    kind: GuestKind
    name: str = ""
    state: GuestState = GuestState.INVITED

    def enter(self, name: str) -> "Guest":
        """Wait for the clerk, under the name that they gave; who is already in stays in."""
        if self.state is GuestState.REMOVED:
            raise NotPossible
        return self if self.state is GuestState.ADMITTED else replace(self, name=name, state=GuestState.WAITING)

    def admit(self) -> "Guest":
        """Come into the call."""
        if self.state is not GuestState.WAITING:
            raise NotPossible
        return replace(self, state=GuestState.ADMITTED)

    def remove(self) -> "Guest":
        """Leave the call for good."""
        return replace(self, state=GuestState.REMOVED)
