"""The line between the participants of a call: who is there, and the sequenced log of what they tell each other.

Signals follow the perfect negotiation pattern of the WebRTC recommendation (W3C, section 10.7). A participant's
epoch counts page loads and new connections: what was meant for an older epoch is dropped when it is delivered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from video.domain.consultation import State
from video.domain.errors import NotAdmitted, TooMuch

Kind = Literal["citizen", "clerk", "interpreter", "sign_interpreter", "companion"]
Topic = Literal["signal", "chat", "media"]
PRESENT_FOR = timedelta(seconds=15)
MOST_CHARACTERS = {"signal": 60_000, "chat": 2_000, "media": 200}


@dataclass(frozen=True)
class Participant:
    """One person of a call; `page` is the one page of theirs that counts, the newest they opened."""

    id: UUID
    kind: Kind
    name: str
    epoch: int
    page: UUID
    seen_at: datetime | None

    def present(self, now: datetime) -> bool:
        """Whether their socket was alive a moment ago; the picture may well outlive it."""
        return self.seen_at is not None and now - self.seen_at < PRESENT_FOR


@dataclass(frozen=True)
class Said:
    """What a participant wants to tell the others, or one of them."""

    topic: Topic
    body: Any
    to: UUID | None = None
    to_epoch: int | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    seq: int
    topic: Topic
    sender: UUID
    sender_epoch: int
    body: Any
    said_at: datetime
    to: UUID | None = None
    to_epoch: int | None = None


@dataclass(frozen=True)
class Delivery:
    """All that a socket passes on at once, read in one transaction."""

    state: State
    message: str
    me: Participant
    roster: tuple[Participant, ...]
    present: frozenset[UUID]
    entries: tuple[Entry, ...]
    cursor: int


def permit(state: State, said: Said, size: int) -> None:
    """Refuse what may not be said: anything before admission, and what is larger than a call needs."""
    if state is not State.IN_CALL:
        raise NotAdmitted
    if size > MOST_CHARACTERS[said.topic]:
        raise TooMuch


def reaches(entry: Entry, me: Participant, roster: tuple[Participant, ...], state: State) -> bool:
    """Whether a line of the log is delivered to me now."""
    if state is not State.IN_CALL:
        return False
    if entry.topic != "signal":
        return True
    sender = next((person for person in roster if person.id == entry.sender), None)
    fresh = sender is not None and sender.epoch == entry.sender_epoch
    return fresh and (entry.to, entry.to_epoch) == (me.id, me.epoch)
